using System.Globalization;
using System.Text.Json;
using Reality.Faults.History;

namespace Reality.Faults.Driving;

/// <summary>
/// A client that speaks the protocol by hand, one request at a time, each to a random server, and records what it is told.
/// </summary>
internal sealed partial class LightClient(int id, Random random, IReadOnlyList<ServerProcess> servers, Requests requests, Load load, ViewNames names, RunHistory history)
{
    private readonly string _user = ViewNames.UserOf(id);
    private readonly string[] _views = names.For(ViewNames.UserOf(id));
    private readonly string[] _forbidden = names.Forbidden(ViewNames.UserOf(id));
    private readonly Dictionary<string, long> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (long Value, string ETag)> _held = new(StringComparer.Ordinal);
    private readonly HashSet<string> _due = new(StringComparer.Ordinal);
    private string? _epoch;
    private long _seen;

    /// <summary>Does one thing. What a server that is killed leaves unanswered is nothing.</summary>
    public async Task StepAsync(CancellationToken stop)
    {
        var server = servers[random.Next(servers.Count)];

        // Impatient now and then, and never for ever; and few go on asking one that is stopped, as behind any load balancer.
        var patience = random.Next(120) == 0 ? random.Next(1, 30) : 8_000;
        var isWatcher = id < load.Watchers * load.Clients / 100;
        var isWrite = random.Next(100) < load.Writes && !isWatcher;
        if (!server.IsUp || (server.IsPaused && random.Next(32) > 0))
        {
            await Task.Delay(2, stop);
            return;
        }

        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(stop);
        cancel.CancelAfter(patience);
        try
        {
            if (!await (isWrite ? WriteAsync(server, cancel.Token) : isWatcher ? SyncAsync(server, [Any(_views)], random.Next(200, 6_000), cancel.Token) : SyncAsync(server, Some(), 0, cancel.Token)))
                await Task.Delay(random.Next(50, 300), stop);
            if (load.Rest > 0 && !isWatcher)
                await Task.Delay(random.Next(2 * load.Rest), stop);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or JsonException or OperationCanceledException && !stop.IsCancellationRequested)
        {
        }
    }

    private string[] Some() => [.. _views.Where(_ => random.Next(5) == 0)];

    private void See(string? token) => _seen = Math.Max(_seen, token is null ? 0 : Number(token));

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
