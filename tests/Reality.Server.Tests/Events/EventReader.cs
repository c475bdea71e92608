using System.Net;
using System.Text.Json.Nodes;
using Reality.Server.Tests.Hosting;
using Xunit;

namespace Reality.Server.Tests.Events;

/// <summary>Reads a stream of events as a browser's EventSource does, and remembers the last id.</summary>
internal sealed class EventReader(HttpResponseMessage response, StreamReader lines) : IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(15);

    public sealed record Event(string Name, JsonObject Data)
    {
        public string Key => (string)Data["key"]!;

        public long Version => (long)Data["version"]!;
    }

    public HttpResponseMessage Response { get; } = response;

    public string LastId { get; private set; } = "";

    public int Heartbeats { get; private set; }

    public int? Retry { get; private set; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static string Path(params string[] keys) => "/reality/events?" + string.Join('&', keys.Select(key => "key=" + Uri.EscapeDataString(key)));

    public static async Task<HttpResponseMessage> SendAsync(RunningApp app, string path, string? user = null, string? lastId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (user is not null)
            request.Headers.Add(HeaderUsers.Header, user);

        if (lastId is not null)
            request.Headers.TryAddWithoutValidation("Last-Event-ID", lastId);

        return await app.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel).WaitAsync(Soon, Cancel);
    }

    public static async Task<EventReader> OpenAsync(RunningApp app, string path, string? user = null, string? lastId = null)
    {
        var response = await SendAsync(app, path, user, lastId);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return new EventReader(response, new StreamReader(await response.Content.ReadAsStreamAsync(Cancel)));
    }

    /// <summary>The next event; <see langword="null"/> at the stream's end.</summary>
    public async Task<Event?> NextAsync()
    {
        string? name = null, data = null, id = null;
        while (await lines.ReadLineAsync(Cancel).AsTask().WaitAsync(Soon, Cancel) is { } line)
        {
            if (line.Length == 0)
            {
                LastId = id ?? LastId;
                if (data is not null)
                    return new Event(name ?? "message", JsonNode.Parse(data)!.AsObject());

                continue;
            }

            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var value = line[(colon + 1)..].TrimStart(' ');
            switch (line[..colon])
            {
                case "event": name = value; break;
                case "data": data = data is null ? value : data + "\n" + value; break;
                case "id": id = value; break;
                case "retry": Retry = int.Parse(value, System.Globalization.CultureInfo.InvariantCulture); break;
                case "": Heartbeats++; break;
                default: throw new InvalidDataException(line);
            }
        }

        return null;
    }

    /// <summary>So many events, in the order of their keys.</summary>
    public async Task<(string Key, long Version)[]> NextAsync(int count)
    {
        var events = new List<(string, long)>();
        while (events.Count < count)
        {
            var next = await NextAsync();
            Assert.Equal("changed", next?.Name);
            events.Add((next!.Key, next.Version));
        }

        return [.. events.Order()];
    }

    public void Dispose()
    {
        lines.Dispose();
        Response.Dispose();
    }
}
