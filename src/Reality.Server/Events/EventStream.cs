using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Reality.Server.Access;
using Reality.Server.Holding;
using Reality.Server.Replica;
using Reality.Server.Storage;
using Reality.Server.Sync;

namespace Reality.Server.Events;

/// <summary>
/// One stream: what its client was told of each key, and the rounds in which it is told more. A round decides access anew, reads the keys
/// from a state that includes all that was committed before, and, where there is nothing to tell, begins to wait in the same step, as a
/// held sync does. So a hint only makes the next round come sooner.
/// </summary>
internal sealed class EventStream(
    HttpContext context,
    string[] keys,
    EventWriter writer,
    KeyAccess access,
    GraphReplica replica,
    SyncRequestPool requests,
    TimeProvider time,
    RealityOptions options) : IDisposable
{
    // However often a key changes, its versions of such a while are told as one.
    private static readonly TimeSpan Gap = TimeSpan.FromMilliseconds(20);

    private readonly long[] _told = new long[keys.Length];
    private readonly bool[] _isRefused = new bool[keys.Length];
    private string? _epoch;
    private HeldSync? _held;
    private TimeSpan _pause;

    /// <summary>Whether none of its keys may be read.</summary>
    public bool IsRefused => !_isRefused.Contains(false);

    /// <summary>Goes on after what an earlier stream told.</summary>
    public void Resume(string? lastId)
    {
        if (EventId.TryParse(lastId, keys, _told, out var epoch))
            _epoch = epoch;
    }

    /// <summary>One round. A storage that cannot be asked now has nothing to tell, and is asked again.</summary>
    public async ValueTask TellAsync(CancellationToken cancellationToken)
    {
        try
        {
            _pause = Gap;
            await ReadAsync(cancellationToken);
        }
        catch (StorageUnavailableException)
        {
            _pause = options.RetryAfter;
        }
    }

    /// <summary>Waits for what the next round is to tell, for as long as a client may be left without a sign of life.</summary>
    public async ValueTask<HeldEnd> WaitAsync(CancellationToken cancellationToken)
    {
        // Nothing is watched where there was something to tell: the client may hold less than there is by now.
        var held = _held;
        _held = null;
        if (held is not { IsWatched: true })
        {
            await Task.Delay(_pause, time, cancellationToken);
            return _pause == Gap ? HeldEnd.Changed : HeldEnd.TimedOut;
        }

        try
        {
            held.Arm(time, cancellationToken);
            return await held.WaitAsync();
        }
        finally
        {
            held.Disarm();
            replica.Release(held);
        }
    }

    public void Dispose()
    {
        if (_held is not null)
            replica.Release(_held);
    }

    private async ValueTask ReadAsync(CancellationToken cancellationToken)
    {
        var asked = requests.Rent();
        var readable = requests.Rent();
        try
        {
            await DecideAsync(asked.Keys);
            if (IsRefused)
                return;

            var places = CopyReadable(asked.Keys, readable.Keys);
            var patience = (long)(options.EventHeartbeat.TotalSeconds * time.TimestampFrequency);
            var held = new HeldSync(time.GetTimestamp() + patience, _epoch, user: null);
            _held = held;
            var state = await replica.ReadAsync(readable.Keys, seen: null, _epoch, held, cancellationToken);
            Tell(readable.Keys, places, state);
        }
        finally
        {
            requests.Return(asked);
            requests.Return(readable);
        }
    }

    private async ValueTask DecideAsync(AskedKeys asked)
    {
        for (var i = 0; i < keys.Length; i++)
            asked.TryAdd(keys[i], _told[i]);

        // Services of the request live as long as the stream; what they keep must not decide for hours.
        var services = context.RequestServices;
        await using var scope = services.CreateAsyncScope();
        try
        {
            context.RequestServices = scope.ServiceProvider;
            await access.DecideAsync(context, asked);
        }
        finally
        {
            context.RequestServices = services;
        }

        for (var i = 0; i < keys.Length; i++)
        {
            var wasRefused = _isRefused[i];
            _isRefused[i] = !asked[i].IsReadable;
            if (!_isRefused[i] || wasRefused)
                continue;

            // Should the right come back, it is told whatever version it has then.
            _told[i] = 0;
            writer.WriteRefused(keys[i]);
        }
    }

    private static int[] CopyReadable(AskedKeys from, AskedKeys to)
    {
        var places = new List<int>(from.Count);
        for (var i = 0; i < from.Count; i++)
        {
            if (!from[i].IsReadable)
                continue;

            to.TryAdd(from.Text(i), from[i].Known);
            to[places.Count].Template = from[i].Template;
            to[places.Count].IsReadable = true;
            places.Add(i);
        }

        return [.. places];
    }

    private void Tell(AskedKeys found, int[] places, ReplicaState state)
    {
        var identity = state.Identity;
        if (_epoch != identity.Epoch)
        {
            // Versions of another epoch say nothing of this one's, equal or not.
            if (_epoch is not null)
                Array.Clear(_told);

            _epoch = identity.Epoch;
        }

        for (var i = 0; i < places.Length; i++)
        {
            ref var key = ref found[i];
            var version = EffectiveVersion.Of(identity, key.Version);
            var place = places[i];
            if (version == _told[place])
                continue;

            // Each id counts the events before it and itself, so that a stream that breaks in between loses none.
            _told[place] = version;
            writer.WriteChanged(
                EventId.Format(keys, identity.Epoch, _told),
                keys[place],
                version,
                key.Hash ?? StorageNode.FreshHash(version),
                key.UpdatedAt);
        }
    }
}
