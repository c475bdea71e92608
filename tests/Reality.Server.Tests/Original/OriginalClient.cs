using System.Text.Json.Nodes;

namespace Reality.Server.Tests.Original;

/// <summary>
/// A client that asks as the original library's clients do, requires of answers what they require, and keeps what they keep, their
/// mistakes included: a version counts as held before its payload has come, and one sync at a time swallows those that are asked meanwhile.
/// </summary>
/// <remarks>
/// It stands in for the library itself. What the registry has under its name (3.0.4) is another program with another protocol; the
/// releases that speak this one are gone from there.
/// </remarks>
internal sealed class OriginalClient(OriginalTransport transport, Func<string, CancellationToken, Task<string?>> fetch)
{
    private readonly string _id = Guid.NewGuid().ToString();
    private readonly Dictionary<string, Node> _nodes = [];
    private readonly Dictionary<string, long> _known = [];
    private bool _isSyncing;

    public sealed class Node
    {
        public string? Data { get; set; }

        public string? Hash { get; set; }

        public long Version { get; set; }

        public Exception? Error { get; set; }

        public bool IsStale { get; set; } = true;

        /// <summary>How often its payload was fetched.</summary>
        public int Fetches { get; set; }
    }

    public async Task<Node> MountAsync(string key, CancellationToken cancellationToken)
    {
        var node = _nodes[key] = new Node();
        await SyncAsync("idle", cancellationToken, key);
        return node;
    }

    public async Task SyncAsync(string hint, CancellationToken cancellationToken, params string[] keys)
    {
        if (_isSyncing)
            return;

        _isSyncing = true;
        try
        {
            Reconcile(await transport.SyncAsync(Request(hint, keys), cancellationToken), keys, out var due);
            foreach (var key in due)
                await FetchAsync(key, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            foreach (var key in keys.Where(_nodes.ContainsKey))
                _nodes[key].Error = exception;
        }
        finally
        {
            _isSyncing = false;
        }
    }

    /// <summary>Shows a change at once, makes it, and asks; takes back what it showed where making it fails.</summary>
    public async Task MutateAsync(string key, Func<string?, string> optimistic, Func<Task> request, CancellationToken cancellationToken)
    {
        var node = _nodes[key];
        var before = node.Data;
        node.Data = optimistic(before);
        try
        {
            await request();
            await SyncAsync("mutation", cancellationToken, key);
        }
        catch
        {
            node.Data = before;
            throw;
        }
    }

    private JsonObject Request(string hint, string[] keys)
    {
        var request = new JsonObject
        {
            ["known"] = new JsonObject(keys.Select(key => KeyValuePair.Create(key, (JsonNode?)_known.GetValueOrDefault(key)))),
            ["clientId"] = _id,
            ["mode"] = "native",
            ["hint"] = hint,
            ["timestamp"] = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(),
        };
        if (hint == "poll")
            request["wait"] = 25_000;

        return request;
    }

    private void Reconcile(OriginalAnswer answer, string[] keys, out List<string> due)
    {
        due = [];
        foreach (var (key, change) in answer.Changed)
        {
            if (!_nodes.TryGetValue(key, out var node) || change.Version == _known.GetValueOrDefault(key))
                continue;

            _known[key] = node.Version = change.Version;
            if (node.Hash != change.Hash)
                due.Add(key);

            node.Hash = change.Hash;
        }

        foreach (var key in keys.Where(_nodes.ContainsKey))
        {
            _nodes[key].IsStale = false;
            _nodes[key].Error = null;
        }
    }

    private async Task FetchAsync(string key, CancellationToken cancellationToken)
    {
        var node = _nodes[key];
        try
        {
            node.Fetches++;
            node.Data = await fetch(key, cancellationToken);
        }
        catch (HttpRequestException exception)
        {
            node.Error = exception;
        }
    }
}
