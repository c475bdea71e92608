using System.Globalization;
using System.Net;
using System.Text.Json;
using Reality.Faults.History;

namespace Reality.Faults.Driving;

internal sealed partial class LightClient
{
    private async Task<bool> SyncAsync(ServerProcess server, string[] views, int wait, CancellationToken cancel)
    {
        var asked = views.Select(view => KeyValuePair.Create(ViewNames.KeyOf(view), _known.GetValueOrDefault(ViewNames.KeyOf(view)))).ToArray();
        var forbidden = random.Next(4) == 0 ? ViewNames.KeyOf(Any(_forbidden)) : null;
        var isSeen = random.Next(4) > 0;

        // A token is of an epoch, so it never goes without.
        var isEpoch = _epoch is not null && (isSeen || random.Next(2) == 0);
        var body = Requests.Body(
            forbidden is null ? asked : asked.Append(KeyValuePair.Create(forbidden, (long)random.Next(3))),
            isSeen && _epoch is not null ? _seen : null,
            isEpoch ? _epoch : null,
            wait);
        var start = Clock.Now;
        using var response = await requests.PostAsync(server, "/reality/sync", _user, body, cancel);
        if (response.StatusCode != HttpStatusCode.OK)
            return false;

        using var answer = await Requests.ReadAsync(response, cancel);
        var end = Clock.Now;
        var root = answer.RootElement;
        var changed = root.GetProperty("changed");
        if (forbidden is not null)
            CheckRefused(root, forbidden);

        var epoch = string.Intern(root.GetProperty("epoch").GetString()!);
        history.Answers.Enqueue(new Answer(id, start, end, epoch, Array.ConvertAll(asked, pair => new Told(pair.Key, pair.Value, VersionIn(changed, pair.Key))))
        {
            Staleness = isSeen && isEpoch ? server.Settings.Staleness * 1_000L : 0,
            Server = server.Id,
            Wait = wait * 1_000L,
        });
        Learn(epoch, root.GetProperty("mesh").GetProperty("serverVersion").GetInt64());
        foreach (var node in changed.EnumerateObject())
        {
            if (node.Name != forbidden)
                await TakeAsync(node.Name, node.Value.GetProperty("version").GetInt64(), node.Value.GetProperty("hash").GetString()!, cancel);
        }

        if (random.Next(200) == 0)
            await PeepAsync(server, cancel);

        return true;
    }

    private static long VersionIn(JsonElement changed, string key) =>
        changed.TryGetProperty(key, out var node) ? node.GetProperty("version").GetInt64() : 0;

    // As a client does: what was seen in one epoch says nothing in the next.
    private void Learn(string epoch, long token)
    {
        if (_epoch != epoch)
            (_epoch, _seen) = (epoch, 0);

        _seen = Math.Max(_seen, token);
    }

    private void CheckRefused(JsonElement root, string key)
    {
        if (root.GetProperty("changed").TryGetProperty(key, out _))
            history.Leaks.Enqueue(new Leak(id, $"was told of {key}"));
        else if (!root.TryGetProperty("refused", out var refused) || !refused.EnumerateArray().Any(one => one.GetString() == key))
            history.Leaks.Enqueue(new Leak(id, $"was not refused {key}"));
    }

    // Invariant 5: skip only on what is in the hand.
    private async Task TakeAsync(string key, long version, string hash, CancellationToken cancel)
    {
        if (_held.TryGetValue(key, out var held) && held.ETag.AsSpan(1, held.ETag.Length - 2).SequenceEqual(hash))
        {
            history.Skips.Enqueue(new Skip(id, key, version, held.Value));
            _known[key] = version;
            _due.Remove(key);
            return;
        }

        _due.Add(key);
        var server = servers[random.Next(servers.Count)];
        if (random.Next(100) < load.Fetches && server is { IsUp: true, IsPaused: false })
            await FetchAsync(server, key, held, cancel);
    }

    private async Task<bool> FetchAsync(ServerProcess server, string key, (long Value, string? ETag) held, CancellationToken cancel)
    {
        var start = Clock.Now;
        using var response = await requests.GetAsync(server, PathOf(key), _user, random.Next(2) == 0 ? held.ETag : null, cancel);
        if (response.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.NotModified))
            return false;

        var (value, writes) = (held.Value, -1L);
        if (response.StatusCode == HttpStatusCode.OK)
        {
            using var payload = await Requests.ReadAsync(response, cancel);
            (value, writes) = (payload.RootElement.GetProperty("value").GetInt64(), payload.RootElement.GetProperty("writes").GetInt64());
        }

        var version = long.Parse(Requests.Header(response, "Reality-Version")!, CultureInfo.InvariantCulture);
        history.Payloads.Enqueue(new Payload(id, key, start, Clock.Now, version, value, writes));
        _held[key] = (value, Requests.Header(response, "ETag")!);
        _known[key] = version;
        _due.Remove(key);
        See(Requests.Header(response, "Reality-Seen"));
        return true;
    }

    // What is not for this user is not there.
    private async Task PeepAsync(ServerProcess server, CancellationToken cancel)
    {
        var key = ViewNames.KeyOf(_forbidden[0]);
        using var response = await requests.GetAsync(server, PathOf(key), _user, "*", cancel);
        if (response.StatusCode is HttpStatusCode.OK or HttpStatusCode.NotModified)
            history.Leaks.Enqueue(new Leak(id, $"was given {key}"));
    }

    private static string PathOf(string key) => "/views/" + ViewNames.NameOf(key).Replace(':', '/');
}
