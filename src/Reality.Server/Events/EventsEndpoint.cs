using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Reality.Server.Access;
using Reality.Server.Diagnostics;
using Reality.Server.Holding;
using Reality.Server.Replica;
using Reality.Server.Storage;
using Reality.Server.Sync;

namespace Reality.Server.Events;

/// <summary><c>GET …?key=…&amp;key=…</c>: a stream that tells the keys' versions, and then each change of them.</summary>
internal sealed class EventsEndpoint(
    KeyAccess access,
    GraphReplica replica,
    SyncRequestPool requests,
    EventStreams streams,
    IOptions<RealityOptions> options,
    TimeProvider time,
    ILogger<EventsEndpoint> logger,
    IHostApplicationLifetime? lifetime = null)
{
    private const string Stopping = "The server stops. Ask another one.";

    private readonly RealityOptions _options = options.Value;
    private readonly CancellationToken _stopping = lifetime?.ApplicationStopping ?? CancellationToken.None;

    public async Task HandleAsync(HttpContext context)
    {
        var keys = context.Request.Query["key"].OfType<string>().ToArray();
        if (Fault(keys) is { } fault)
        {
            await ProblemResponse.WriteAsync(context, StatusCodes.Status400BadRequest, fault, parameter: "key");
            return;
        }

        var user = _options.GetUserId(context.User);
        if (_stopping.IsCancellationRequested)
        {
            await RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, Stopping);
            return;
        }

        switch (streams.Enter(user))
        {
            case EventStreamEntry.TooMany:
                await RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, "As many streams are open as this server holds.");
                return;
            case EventStreamEntry.TooManyOfUser:
                await RefuseAsync(
                    context,
                    StatusCodes.Status429TooManyRequests,
                    $"You have {_options.MaxEventStreamsPerUser} streams open, and may have no more.");
                return;
        }

        try
        {
            using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _stopping);
            await HandleAsync(context, keys, end.Token);
        }
        finally
        {
            streams.Leave(user);
        }
    }

    private async Task HandleAsync(HttpContext context, string[] keys, CancellationToken end)
    {
        try
        {
            await RunAsync(context, keys, end);
        }
        catch (Exception) when (end.IsCancellationRequested)
        {
            // The client went away, or the server stops: it comes back with the last id that it was told.
            if (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
                await RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, Stopping);
        }
        catch (Exception exception)
        {
            logger.EventStreamFailed(exception);
            if (context.Response.HasStarted)
                context.Abort();
            else
                await ProblemResponse.WriteAsync(context, StatusCodes.Status500InternalServerError, "The server failed to answer.");
        }
    }

    private async Task RunAsync(HttpContext context, string[] keys, CancellationToken end)
    {
        var writer = new EventWriter();
        writer.WriteRetry(Random.Shared.Next(1_000, 3_000));
        using var stream = new EventStream(context, keys, writer, access, replica, requests, time, _options);
        var id = context.Request.Headers["Last-Event-ID"].ToString();
        stream.Resume(id.Length > 0 ? id : context.Request.Query["lastEventId"].ToString());

        // Not all streams of a moment end in one moment.
        var life = _options.MaxEventStreamTime * (0.9 + (Random.Shared.NextDouble() / 10));
        var begun = time.GetTimestamp();
        while (true)
        {
            await stream.TellAsync(end);
            if (!context.Response.HasStarted)
            {
                if (stream.IsRefused)
                {
                    await ProblemResponse.WriteAsync(context, StatusCodes.Status403Forbidden, "None of these keys is yours to read.", parameter: "key");
                    return;
                }

                Begin(context);
            }

            if (!writer.IsEmpty)
                await writer.FlushAsync(context.Response, end);

            if (stream.IsRefused || time.GetElapsedTime(begun) >= life)
                return;

            if (await stream.WaitAsync(end) == HeldEnd.TimedOut)
                writer.WriteHeartbeat();

            end.ThrowIfCancellationRequested();
        }
    }

    private static void Begin(HttpContext context)
    {
        var response = context.Response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
    }

    private async Task RefuseAsync(HttpContext context, int status, string detail)
    {
        var seconds = (int)Math.Ceiling(_options.RetryAfter.TotalSeconds);
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        await ProblemResponse.WriteAsync(context, status, detail);
    }

    private string? Fault(string[] keys)
    {
        if (keys.Length == 0)
            return "There is no key. Give each as 'key' in the query, percent-encoded.";

        if (keys.Length > _options.MaxEventKeys)
            return $"There are {keys.Length} keys; a stream has at most {_options.MaxEventKeys}. Open several.";

        var all = new HashSet<string>(StringComparer.Ordinal);
        foreach (var key in keys)
        {
            if (key.Length == 0)
                return "There is an empty key.";

            var bytes = Encoding.UTF8.GetByteCount(key);
            if (bytes > _options.MaxKeyLength)
                return $"The key that begins '{SyncProblem.Show(key)}' has {bytes} bytes; at most {_options.MaxKeyLength} are allowed.";

            if (!all.Add(key))
                return $"The key '{SyncProblem.Show(key)}' stands twice in the query.";
        }

        return null;
    }
}
