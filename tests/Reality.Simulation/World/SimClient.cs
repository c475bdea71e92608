using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Reality.Server.Reporting;
using Reality.Server.Storage;
using Reality.Simulation.Checking;

namespace Reality.Simulation.World;

/// <summary>A client that asks, waits, goes away and writes, through whatever server, and holds every answer against the history.</summary>
internal sealed class SimClient(SimWorld world, int number, AnswerCheck check)
{
    private readonly long[] _known = new long[SimKeys.Count];
    private string? _epoch;
    private long _seen;
    private bool _isTokenOfUnknownEpoch;

    // One in three is like clients that know nothing of tokens.
    private readonly bool _sendsSeen = number % 3 != 2;

    public async Task RunAsync()
    {
        for (var i = 0; i < world.Plan.Actions; i++)
        {
            switch (world.Random.Next(10))
            {
                case < 3:
                    await WriteAsync();
                    break;
                case < 6:
                    await SyncAsync(wait: 0);
                    break;
                case < 9:
                    await SyncAsync(world.Random.Next(1, 30_000));
                    break;
                default:
                    await world.Time.Delay(TimeSpan.FromMilliseconds(world.Random.Next(3_000)));
                    break;
            }
        }
    }

    private async Task WriteAsync()
    {
        var server = world.AnyServer();
        var key = world.Random.Next(SimKeys.Count);
        var isFamily = world.Random.Next(6) == 0;
        var writes = new RequestWrites();
        server.Services.GetRequiredService<RequestWritesAccessor>().Set(writes);
        try
        {
            var version = await server.Reality.UpdateNodeAsync(isFamily ? SimKeys.Family : SimKeys.Texts[key]);
            world.Note($"client {number} wrote {(isFamily ? "all keys" : $"key {key}")}: {version}");
            if (writes.Read().Seen is { } seen)
            {
                // The token's epoch is not told. A careful client leaves it out once; here it is sent at times, since it is of this epoch.
                _seen = Math.Max(_seen, seen);
                _isTokenOfUnknownEpoch = world.Plan.HasNewEpochs || world.Random.Next(2) == 0;
                if (!isFamily)
                    check.Own(number, key, version);
            }
        }
        catch (IOException)
        {
            world.Note($"client {number} could not write key {key}");
        }
    }

    private async Task SyncAsync(int wait)
    {
        var server = world.AnyServer();
        int[] keys = [.. Enumerable.Range(0, SimKeys.Count).Where(_ => world.Random.Next(2) == 0)];
        var sendsSeen = _sendsSeen && _epoch is not null && !_isTokenOfUnknownEpoch;
        _isTokenOfUnknownEpoch = false;
        var asked = new Asked(number, keys, [.. keys.Select(key => _known[key])], sendsSeen, sendsSeen ? _epoch : null, wait, world.Time.Now, world.History.Last);
        using var gone = new CancellationTokenSource();
        await using var leaving = wait > 0 && world.Random.Next(6) == 0
            ? world.Time.CreateTimer(_ => gone.Cancel(), null, TimeSpan.FromMilliseconds(world.Random.Next(wait)), Timeout.InfiniteTimeSpan)
            : null;

        var (status, body) = await PostAsync(server, Body(asked), gone.Token);
        if (gone.IsCancellationRequested)
        {
            world.Note($"client {number} went away");
            return;
        }

        world.Note($"client {number} asked {string.Join(',', keys)} since {asked.At.TotalMilliseconds:0.000} waiting {wait}: {status}");
        if (status == StatusCodes.Status200OK)
            Take(asked, JsonDocument.Parse(body).RootElement);
        else
            check.Failed(asked, status);
    }

    private void Take(Asked asked, JsonElement answer)
    {
        var epoch = answer.GetProperty("epoch").GetString()!;
        var changed = answer.GetProperty("changed");
        var versions = new long[asked.Keys.Length];
        for (var i = 0; i < versions.Length; i++)
        {
            var key = asked.Keys[i];
            versions[i] = changed.TryGetProperty(SimKeys.Texts[key], out var node) ? node.GetProperty("version").GetInt64() : asked.Known[i];
            _known[key] = versions[i];
        }

        check.Answered(asked, versions, changed.EnumerateObject().Any(), epoch);
        if (_epoch != epoch)
            _seen = 0;

        _epoch = epoch;
        _seen = Math.Max(_seen, answer.GetProperty("mesh").GetProperty("serverVersion").GetInt64());
    }

    private string Body(Asked asked)
    {
        var known = string.Join(',', asked.Keys.Select((key, i) => $"\"{SimKeys.Texts[key]}\":{asked.Known[i]}"));
        return $$"""{"known":{{{known}}},"wait":{{asked.Wait}}{{(asked.SendsSeen ? $",\"seen\":{_seen}" : "")}}{{(_sendsSeen && _epoch is not null ? $",\"epoch\":\"{_epoch}\"" : "")}}}""";
    }

    private static async Task<(int Status, ReadOnlyMemory<byte> Body)> PostAsync(SimServer server, string text, CancellationToken aborted)
    {
        var body = Encoding.UTF8.GetBytes(text);
        using var answer = new MemoryStream();
        var context = new DefaultHttpContext { RequestServices = server.Services, RequestAborted = aborted };
        context.Request.Method = HttpMethods.Post;
        context.Request.ContentType = "application/json";
        context.Request.ContentLength = body.Length;
        context.Request.Body = new MemoryStream(body, writable: false);
        context.Response.Body = answer;
        await server.Sync.HandleAsync(context);
        return (context.Response.StatusCode, answer.ToArray());
    }
}
