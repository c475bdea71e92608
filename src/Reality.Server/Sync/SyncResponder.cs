using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Reality.Server.Access;
using Reality.Server.Diagnostics;
using Reality.Server.Hints;
using Reality.Server.Holding;
using Reality.Server.Replica;

namespace Reality.Server.Sync;

/// <summary>Answers a sync that was read: at once, or when one of its keys changes.</summary>
internal sealed class SyncResponder(
    KeyAccess access,
    GraphReplica replica,
    HeldSyncs heldSyncs,
    IEnumerable<IRealityPeers> peers,
    IOptions<RealityOptions> options,
    TimeProvider time,
    RealityMetrics metrics)
{
    // Clients of the original library ask for 25 seconds, give up after 10, and shun a server that made them do so three times.
    private const long OriginalPatience = 8_000;

    private readonly RealityOptions _options = options.Value;
    private readonly IRealityPeers? _peers = peers.FirstOrDefault();

    /// <returns>What is to be waited for; <see langword="null"/> where the sync is answered.</returns>
    public async ValueTask<HeldSync?> BeginAsync(HttpContext context, SyncRequest request)
    {
        var refused = await access.DecideAsync(context, request.Keys);

        // Refused keys are told at once, so that the client asks without them from then on.
        var longest = (long)_options.MaxWait.TotalMilliseconds;
        var wait = Math.Min(request.Wait, request.IsOriginal ? Math.Min(longest, OriginalPatience) : longest);
        var held = wait > 0 && refused == 0 && request.Keys.Count > 0
            ? new HeldSync(
                time.GetTimestamp() + (wait * time.TimestampFrequency / 1000),
                request.Epoch,
                _options.GetUserId(context.User),
                request.IsOriginal)
            : null;
        return await ReadAsync(context, request, held, refused);
    }

    /// <summary>Answers a sync that was held: access is decided again first, since it may have been lost meanwhile.</summary>
    /// <param name="context">The request.</param>
    /// <param name="request">An empty one, to be filled.</param>
    /// <param name="held">What was waited for.</param>
    /// <param name="end">How the wait ended.</param>
    /// <returns>What is to be waited for further; <see langword="null"/> where the sync is answered.</returns>
    public async ValueTask<HeldSync?> ContinueAsync(HttpContext context, SyncRequest request, HeldSync held, HeldEnd end)
    {
        var refused = 0;
        ReplicaState? state = null;
        try
        {
            heldSyncs.Remove(held);
            if (end == HeldEnd.Aborted)
                return null;

            request.Epoch = held.Epoch;
            request.HasClientId = request.HasMode = held.IsOriginal;
            foreach (var key in held.Keys)
                request.Keys.TryAdd(key.Entry.Key, key.Known);

            refused = await access.DecideAsync(context, request.Keys);
            if (end != HeldEnd.TimedOut)
                state = replica.TryReadWatched(request.Keys, held);
        }
        finally
        {
            replica.Release(held);
        }

        var isOver = end != HeldEnd.Changed || refused > 0;
        if (state is not null && (isOver || News.IsThereAny(request.Keys, request.Epoch, state)))
        {
            await WriteAsync(context, request, state, refused);
            return null;
        }

        // The wait is over without a word, or what was held became void: the storage has the last word.
        return await ReadAsync(context, request, isOver ? null : new HeldSync(held.Deadline, held.Epoch, held.User, held.IsOriginal), refused);
    }

    private async ValueTask<HeldSync?> ReadAsync(HttpContext context, SyncRequest request, HeldSync? held, int refused)
    {
        var state = await replica.ReadAsync(request.Keys, request.Seen, request.Epoch, held, context.RequestAborted);
        if (held is { IsWatched: true })
        {
            if (heldSyncs.TryAdd(held, context.RequestAborted))
                return held;

            replica.Release(held);
        }

        await WriteAsync(context, request, state, refused);
        return null;
    }

    private async ValueTask WriteAsync(HttpContext context, SyncRequest request, ReplicaState state, int refused)
    {
        var changed = SyncWriter.Write(request, state, _peers, time.GetUtcNow(), refused > 0);
        metrics.Synced(request.Keys.Count, changed, refused);

        var response = context.Response;
        var answer = request.Answer.Written;
        response.ContentType = "application/json";
        response.ContentLength = answer.Length;
        response.Headers.CacheControl = "no-store";
        await response.Body.WriteAsync(answer, context.RequestAborted);
    }
}
