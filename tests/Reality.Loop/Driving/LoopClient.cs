using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Reality.Loop.History;

namespace Reality.Loop.Driving;

/// <summary>
/// A client that speaks the protocol by hand, one request at a time, each to a random server, and records what it is told.
/// </summary>
internal sealed class LoopClient(int id, Random random, IReadOnlyList<ServerProcess> servers, RunHistory history) : IDisposable
{
    /// <summary>The views; few, so that everyone meets everyone.</summary>
    public static readonly string[] Views = ["a", "b", "c", "d", "e", "f"];

    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(30) };
    private readonly Dictionary<string, long> _known = [];
    private readonly Dictionary<string, (long Value, string ETag)> _held = [];
    private string? _epoch;
    private long _seen;
    private int _writes;

    public static string KeyOf(string view) => $"loop:view:{view}";

    /// <summary>Does one thing. What a killed server leaves unanswered is nothing.</summary>
    public async Task StepAsync(CancellationToken cancel)
    {
        if (servers[random.Next(servers.Count)].Address is not { } server)
        {
            await Task.Delay(5, cancel);
            return;
        }

        try
        {
            if (random.Next(4) == 0)
                await WriteAsync(server, cancel);
            else
                await SyncAsync(server, [.. Views.Where(_ => random.Next(3) > 0)], cancel);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException && !cancel.IsCancellationRequested)
        {
        }
    }

    /// <summary>Asks a server for everything.</summary>
    /// <returns>The versions that the client holds then.</returns>
    public async Task<IReadOnlyDictionary<string, long>> AuditAsync(Uri server, CancellationToken cancel)
    {
        await SyncAsync(server, Views, cancel);
        return _known.ToDictionary();
    }

    public void Dispose() => _http.Dispose();

    private async Task WriteAsync(Uri server, CancellationToken cancel)
    {
        var write = string.Create(CultureInfo.InvariantCulture, $"{id}-{++_writes}");
        string[] views = random.Next(3) == 0 ? [.. Views.OrderBy(_ => random.Next()).Take(random.Next(2, 4))] : [Views[random.Next(Views.Length)]];

        // Few values, so that contents come back and a hash may rightly be the one in a client's hand.
        var url = new Uri(server, $"/write?id={write}&views={string.Join(',', views)}&value={random.Next(1, 5)}&fail={(random.Next(8) == 0 ? "true" : "false")}");
        var start = Stopwatch.GetTimestamp();
        var outcome = Outcome.Unknown;
        Dictionary<string, long> bumped = [];
        try
        {
            using var answer = await _http.PostAsync(url, null, cancel);
            outcome = answer.StatusCode switch
            {
                HttpStatusCode.NoContent => Outcome.Acknowledged,
                HttpStatusCode.Conflict => Outcome.Failed,
                _ => Outcome.Unknown,
            };
            if (outcome == Outcome.Acknowledged)
            {
                See(Header(answer, "Reality-Seen"));
                bumped = Header(answer, "Reality-Bumped")!.Split(", ").Select(part => part.Split('=')).ToDictionary(pair => pair[0], pair => Number(pair[1]));
            }
        }
        finally
        {
            history.Writes.Enqueue(new Write(id, write, [.. views.Select(KeyOf)], start, Stopwatch.GetTimestamp(), outcome, bumped));
        }
    }

    private async Task SyncAsync(Uri server, string[] views, CancellationToken cancel)
    {
        var asked = views.Select(KeyOf).ToDictionary(key => key, key => _known.GetValueOrDefault(key));
        var body = new Dictionary<string, object> { ["known"] = asked };
        if (random.Next(4) > 0)
            body["seen"] = _seen;
        if (_epoch is not null && random.Next(4) > 0)
            body["epoch"] = _epoch;

        var start = Stopwatch.GetTimestamp();
        using var response = await _http.PostAsJsonAsync(new Uri(server, "/reality/sync"), body, cancel);
        if (!response.IsSuccessStatusCode)
            return;

        using var answer = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancel));
        var end = Stopwatch.GetTimestamp();
        var changed = answer.RootElement.GetProperty("changed");
        CheckEpoch(answer.RootElement.GetProperty("epoch").GetString()!);
        See(answer.RootElement.GetProperty("mesh").GetProperty("serverVersion").GetInt64().ToString(CultureInfo.InvariantCulture));
        history.Answers.Enqueue(new Answer(id, start, end, [.. asked.Select(pair => new Told(pair.Key, pair.Value, VersionIn(changed, pair.Key)))]));

        foreach (var node in changed.EnumerateObject())
            await TakeAsync(node.Name, node.Value.GetProperty("version").GetInt64(), node.Value.GetProperty("hash").GetString()!, cancel);

        static long VersionIn(JsonElement changed, string key) =>
            changed.TryGetProperty(key, out var node) ? node.GetProperty("version").GetInt64() : 0;
    }

    // Invariant 5: skip only on what is in the hand.
    private async Task TakeAsync(string key, long version, string hash, CancellationToken cancel)
    {
        if (_held.TryGetValue(key, out var held) && held.ETag == $"\"{hash}\"")
        {
            history.Skips.Enqueue(new Skip(id, key, version, held.Value));
            _known[key] = version;
            return;
        }

        if (servers[random.Next(servers.Count)].Address is not { } server)
            return;

        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server, $"/views/{key[(key.LastIndexOf(':') + 1)..]}"));
        if (held.ETag is not null && random.Next(2) == 0)
            request.Headers.TryAddWithoutValidation("If-None-Match", held.ETag);

        var start = Stopwatch.GetTimestamp();
        using var response = await _http.SendAsync(request, cancel);
        if (response.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.NotModified))
            return;

        var value = held.Value;
        if (response.StatusCode == HttpStatusCode.OK)
        {
            using var payload = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancel));
            value = payload.RootElement.GetProperty("value").GetInt64();
        }

        var got = Number(Header(response, "Reality-Version")!);
        history.Payloads.Enqueue(new Payload(id, key, start, Stopwatch.GetTimestamp(), got, value));
        _held[key] = (value, Header(response, "ETag")!);
        _known[key] = got;
        See(Header(response, "Reality-Seen"));
    }

    private void CheckEpoch(string epoch)
    {
        if (_epoch is not null && _epoch != epoch)
            throw new InvalidOperationException($"The epoch changed from {_epoch} to {epoch} although nothing was restored.");

        _epoch = epoch;
    }

    private void See(string? token) => _seen = Math.Max(_seen, token is null ? 0 : Number(token));

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
