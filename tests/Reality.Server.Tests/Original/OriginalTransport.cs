using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Reality.Server.Tests.Original;

/// <summary>
/// How the original library asks: of its servers the best first, ten seconds for each, and a server that failed three times in a row is
/// not asked for half a minute. Any failure counts, a 400 too.
/// </summary>
internal sealed class OriginalTransport(HttpClient http, params string[] servers)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Server[] _servers = [.. servers.Select(url => new Server(url))];

    public sealed class Server(string url)
    {
        public string Url { get; } = url;

        public string Health { get; set; } = "unknown";

        public int Failures { get; set; }

        public bool IsShunned { get; set; }

        public int Rank => Health switch { "healthy" => 0, "unknown" => 1, "degraded" => 2, _ => 3 };
    }

    public Server this[string url] => _servers.Single(server => server.Url == url);

    /// <summary>Answers as they came.</summary>
    public List<OriginalAnswer> Answers { get; } = [];

    public async Task<OriginalAnswer> SyncAsync(JsonObject request, CancellationToken cancellationToken)
    {
        Exception? last = null;
        foreach (var server in _servers.Where(server => !server.IsShunned).OrderBy(server => server.Rank).ToArray())
        {
            try
            {
                var answer = await AskAsync(server, request, cancellationToken);
                Succeeded(server, answer);
                return answer;
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                last = exception;
                server.Failures++;
                server.IsShunned = server.Failures >= 3;
                server.Health = server.IsShunned ? "unhealthy" : "degraded";
            }
        }

        throw last ?? new InvalidOperationException("No healthy server is left.");
    }

    private async Task<OriginalAnswer> AskAsync(Server server, JsonObject request, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, $"{server.Url}/reality/sync") { Content = JsonContent.Create(request) };
        message.Headers.Add("Accept", "application/json");
        using var response = await http.SendAsync(message, cancellationToken).WaitAsync(Patience, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        if (!response.IsSuccessStatusCode)
            throw new HttpRequestException($"{(int)response.StatusCode}: {text}");

        return OriginalAnswer.Parse(text);
    }

    private void Succeeded(Server server, OriginalAnswer answer)
    {
        Answers.Add(answer);
        server.Health = "healthy";
        server.Failures = 0;

        // What it hears of servers that it does not have, it leaves alone.
        foreach (var (url, health) in answer.Peers)
        {
            if (_servers.FirstOrDefault(other => other.Url == url) is { } peer && peer != server)
                peer.Health = health;
        }
    }
}
