using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Reality.Client.Tests;

/// <summary>
/// A server over real HTTP that speaks the protocol from a small model written here by hand, and that can be told to delay, fail, hang
/// or answer out of order.
/// </summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Dictionary<string, Node> _nodes = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private TaskCompletionSource _written = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _sequence;
    private int _holding;

    private ScriptedServer(WebApplication app) => _app = app;

    private sealed record Node(long Version, IReadOnlyList<string> Lines, string Hash, string ETag);

    public sealed record SyncSeen(IReadOnlyDictionary<string, long> Known, long? Seen, string? Epoch, int? Wait);

    public sealed record PayloadSeen(string Key, string? IfNoneMatch);

    public string Epoch { get; set; } = "epoch-1";

    /// <summary>What every version is raised by, as after a restore.</summary>
    public long Base { get; set; }

    public HashSet<string> Refused { get; } = [];

    public ConcurrentQueue<SyncSeen> Syncs { get; } = [];

    public ConcurrentQueue<PayloadSeen> Payloads { get; } = [];

    /// <summary>Runs before the server looks at its state; true means that it has answered.</summary>
    public Func<HttpContext, Task<bool>> BeforeSync { get; set; } = _ => Task.FromResult(false);

    /// <summary>Runs when the answer is made, before it is sent.</summary>
    public Func<HttpContext, Task> BeforeSyncAnswer { get; set; } = _ => Task.CompletedTask;

    public Func<string, HttpContext, Task<bool>> BeforePayload { get; set; } = (_, _) => Task.FromResult(false);

    public Func<string, HttpContext, Task> BeforePayloadAnswer { get; set; } = (_, _) => Task.CompletedTask;

    public Func<string, HttpContext, Task<bool>> BeforeWrite { get; set; } = (_, _) => Task.FromResult(false);

    /// <summary>Runs before a line is written.</summary>
    public Func<string, Task> BeforeLine { get; set; } = _ => Task.CompletedTask;

    public bool SendVersionHeader { get; set; } = true;

    public bool SendETag { get; set; } = true;

    /// <summary>Whether the answer to a write tells what it bumped.</summary>
    public bool SendBumped { get; set; } = true;

    /// <summary>Whether a question with a wait is kept until there is something to tell.</summary>
    public bool Holds { get; set; } = true;

    /// <summary>How many questions are being kept now.</summary>
    public int Holding => Volatile.Read(ref _holding);

    /// <summary>Whether nodes carry a hash that no payload has.</summary>
    public bool FreshHashes { get; set; }

    public static async Task<ScriptedServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0", "http://127.0.0.1:0");
        var app = builder.Build();
        var server = new ScriptedServer(app);
        app.MapPost("/reality/sync", server.SyncAsync);
        app.MapGet("/payload", server.PayloadAsync);
        app.MapPost("/write", server.WriteAsync);
        await app.StartAsync();
        return server;
    }

    /// <summary>Two servers over one storage, told apart by their ports.</summary>
    public IReadOnlyList<Uri> Servers => [.. _app.Urls.Select(url => new Uri(url))];

    /// <summary>What answers to syncs name as healthy.</summary>
    public IReadOnlyList<string> Peers { get; set; } = [];

    public HttpClient Connect() => new() { BaseAddress = new Uri(_app.Urls.First()) };

    /// <summary>What is behind a key now, as a client must show it.</summary>
    public IReadOnlyList<string> Truth(string key)
    {
        lock (_gate)
            return _nodes.TryGetValue(key, out var node) ? node.Lines : [];
    }

    public long Version(string key)
    {
        lock (_gate)
            return Base + Of(key).Version;
    }

    public void Set(string key, params string[] lines)
    {
        lock (_gate)
            Store(key, lines);
    }

    public void Append(string key, string line)
    {
        lock (_gate)
            Store(key, [.. Of(key).Lines, line]);
    }

    /// <summary>Writes several keys in one transaction.</summary>
    public void SetAll(IEnumerable<string> keys, string line)
    {
        lock (_gate)
        {
            foreach (var key in keys)
                Store(key, [line]);
        }
    }

    /// <summary>Forgets versions, keeps contents, as a storage that begins anew from a later base.</summary>
    public void BeginEpoch(string epoch, long newBase)
    {
        lock (_gate)
        {
            Epoch = epoch;
            Base = newBase;
            _sequence = 0;
            foreach (var (key, node) in _nodes.ToList())
                _nodes[key] = node with { Version = 1 };
        }
    }

    /// <summary>Waits as long as the server lives or the client stays.</summary>
    public async Task<bool> HangAsync(HttpContext context)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, context.RequestAborted);
        await Task.Delay(Timeout.Infinite, either.Token).ContinueWith(static _ => { }, TaskScheduler.Default);
        return true;
    }

    public static Task<bool> Fail(HttpContext context, int status, int? retryAfter = null)
    {
        context.Response.StatusCode = status;
        if (retryAfter is { } seconds)
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return Task.FromResult(true);
    }

    /// <summary>Breaks the connection off without an answer.</summary>
    public static Task<bool> Break(HttpContext context)
    {
        context.Abort();
        return Task.FromResult(true);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        await _app.StopAsync(soon.Token);
        await _app.DisposeAsync();
        _stop.Dispose();
    }

    private void Store(string key, IReadOnlyList<string> lines)
    {
        var version = Of(key).Version + 1;
        var etag = $"h{Math.Abs(string.Join('\n', lines).GetHashCode(StringComparison.Ordinal))}.00000001";
        _nodes[key] = new Node(version, lines, FreshHashes ? $"!{version}" : etag, etag);
        _sequence++;
        _written.TrySetResult();
        _written = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private Node Of(string key) => _nodes.TryGetValue(key, out var node) ? node : new Node(1, [], "!1", "h0.00000001");

    private async Task SyncAsync(HttpContext context)
    {
        using var body = await JsonDocument.ParseAsync(context.Request.Body);
        var root = body.RootElement;
        var known = root.GetProperty("known").EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetInt64(), StringComparer.Ordinal);
        var seen = root.TryGetProperty("seen", out var s) ? s.GetInt64() : (long?)null;
        var epoch = root.TryGetProperty("epoch", out var e) ? e.GetString() : null;
        var wait = root.TryGetProperty("wait", out var w) ? w.GetInt32() : (int?)null;
        Syncs.Enqueue(new SyncSeen(known, seen, epoch, wait));
        if (await BeforeSync(context))
            return;

        string answer;
        lock (_gate)
            answer = Answer(known, epoch);
        if (wait is { } patience && Holds)
            answer = await HoldAsync(context, known, epoch, patience);
        await BeforeSyncAnswer(context);
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(answer);
    }

    private async Task<string> HoldAsync(HttpContext context, Dictionary<string, long> known, string? epoch, int wait)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, context.RequestAborted);
        either.CancelAfter(wait);
        Interlocked.Increment(ref _holding);
        try
        {
            while (true)
            {
                Task written;
                lock (_gate)
                {
                    if (IsNews(known, epoch) || either.IsCancellationRequested)
                        return Answer(known, epoch);
                    written = _written.Task;
                }

                await Task.WhenAny(written, Task.Delay(Timeout.Infinite, either.Token));
            }
        }
        finally
        {
            Interlocked.Decrement(ref _holding);
        }
    }

    private bool IsNews(Dictionary<string, long> known, string? epoch) =>
        (epoch is not null && epoch != Epoch) || known.Any(pair => Refused.Contains(pair.Key) || pair.Value != Base + Of(pair.Key).Version);

    private string Answer(Dictionary<string, long> known, string? epoch)
    {
        var refused = known.Keys.Where(Refused.Contains).ToList();
        var changed = known
            .Where(pair => !Refused.Contains(pair.Key))
            .Select(pair => (pair.Key, Sent: pair.Value, Node: Of(pair.Key)))
            .Where(pair => (epoch is not null && epoch != Epoch) || pair.Sent != Base + pair.Node.Version)
            .ToDictionary(
                pair => pair.Key,
                pair => (object)new { key = pair.Key, version = Base + pair.Node.Version, hash = pair.Node.Hash, updatedAt = 1699876543210 });
        return JsonSerializer.Serialize(new
        {
            changed,
            mesh = new { peers = Peers, serverVersion = _sequence },
            serverTime = 1699876543999,
            epoch = Epoch,
            refused = refused.Count == 0 ? null : refused,
        });
    }

    private async Task PayloadAsync(HttpContext context)
    {
        var key = context.Request.Query["key"].ToString();
        var match = context.Request.Headers.IfNoneMatch.ToString();
        Payloads.Enqueue(new PayloadSeen(key, match.Length == 0 ? null : match));
        if (await BeforePayload(key, context))
            return;

        Node node;
        long version;
        long sequence;
        lock (_gate)
            (node, version, sequence) = (Of(key), Base + Of(key).Version, _sequence);
        await BeforePayloadAnswer(key, context);
        if (SendVersionHeader)
            context.Response.Headers["Reality-Version"] = version.ToString(CultureInfo.InvariantCulture);
        context.Response.Headers["Reality-Seen"] = sequence.ToString(CultureInfo.InvariantCulture);
        if (SendETag)
            context.Response.Headers.ETag = $"\"{node.ETag}\"";
        if (SendETag && match == $"\"{node.ETag}\"")
        {
            context.Response.StatusCode = 304;
            return;
        }

        await context.Response.WriteAsJsonAsync(node.Lines);
    }

    private async Task WriteAsync(HttpContext context)
    {
        var key = context.Request.Query["key"].ToString();
        using var reader = new StreamReader(context.Request.Body);
        var line = await reader.ReadToEndAsync();
        if (await BeforeWrite(key, context))
            return;

        await BeforeLine(line);

        long version;
        long sequence;
        lock (_gate)
        {
            Store(key, [.. Of(key).Lines, line]);
            (version, sequence) = (Base + Of(key).Version, _sequence);
        }

        context.Response.Headers["Reality-Seen"] = sequence.ToString(CultureInfo.InvariantCulture);
        if (SendBumped)
            context.Response.Headers["Reality-Bumped"] = string.Create(CultureInfo.InvariantCulture, $"{key}={version}");
        context.Response.StatusCode = 201;
    }
}
