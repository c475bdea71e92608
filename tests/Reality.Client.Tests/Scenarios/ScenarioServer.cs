using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;

namespace Reality.Client.Tests.Scenarios;

/// <summary>The servers of a scenario, behind the client's transport: one small model that all hosts share.</summary>
internal sealed class ScenarioServer(VirtualTime time) : HttpMessageHandler
{
    private readonly Lock _gate = new();
    private readonly List<Happening> _rules = [];
    private readonly List<(SentRequest Request, Action Answer)> _held = [];
    private int _waiting;
    private int _cuts;

    public ScenarioNodes Nodes { get; } = new();

    public List<SentRequest> Sent { get; } = [];

    public Dictionary<string, int> Aborted { get; } = new(StringComparer.Ordinal);

    public HashSet<string> Down { get; } = new(StringComparer.Ordinal);

    public bool IsOnline { get; set; } = true;

    /// <summary>How many requests are on their way.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate)
                return _waiting;
        }
    }

    public void Next(Happening happening) => _rules.Add(happening);

    /// <summary>What is under way is never answered.</summary>
    public void Cut()
    {
        lock (_gate)
            _cuts++;
    }

    /// <summary>Something was changed: answers that were held for it go out.</summary>
    public void Wake()
    {
        foreach (var (request, answer) in _held.Where(held => HasNews(held.Request)).ToList())
            answer();
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "{}" : await request.Content.ReadAsStringAsync(CancellationToken.None);
        var answered = new TaskCompletionSource<HttpResponseMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        var (isOver, isWaiting) = (false, false);
        void End(Action how)
        {
            lock (_gate)
            {
                if (isOver)
                    return;

                isOver = true;
                // First, so that whoever looks finds that it has gone on.
                if (isWaiting)
                    _waiting--;
            }

            how();
        }

        using var aborted = cancellationToken.Register(() => End(() =>
        {
            lock (_gate)
            {
                var key = KeyOf(request);
                Aborted[key] = Aborted.GetValueOrDefault(key) + 1;
            }

            answered.SetCanceled(cancellationToken);
        }));
        lock (_gate)
        {
            var cuts = _cuts;
            var sent = Read(request, JsonDocument.Parse(body).RootElement);
            Sent.Add(sent);
            var happening = Take(sent);
            if (!happening.Hangs)
                time.After(happening.Arrives, () => Arrive(sent, happening, () => isOver || cuts != _cuts, how =>
                {
                    if (cuts == _cuts)
                        End(() => how(answered));
                }));
            isWaiting = !isOver;
            _waiting += isWaiting ? 1 : 0;
        }

        return await answered.Task;
    }

    private static string KeyOf(HttpRequestMessage request)
    {
        var path = request.RequestUri!.AbsolutePath;
        return path == "/reality/sync" ? "" : Uri.UnescapeDataString(path[(path.IndexOf('/', 1) + 1)..]);
    }

    private SentRequest Read(HttpRequestMessage request, JsonElement body)
    {
        var key = KeyOf(request);
        var kind = key.Length == 0 ? (body.TryGetProperty("wait", out _) ? "held" : "sync") : request.Method == HttpMethod.Post ? "post" : "get";
        var tag = request.Headers.IfNoneMatch.ToString();
        return new SentRequest(kind, key, request.RequestUri!.Host.Split('.')[0], tag.Length == 0 ? null : tag.Trim('"'), body, time.GetUtcNow());
    }

    private Happening Take(SentRequest sent)
    {
        var rule = _rules.FirstOrDefault(rule => rule.Times > 0 && rule.Next == sent.Name && (rule.Host ?? sent.Host) == sent.Host);
        if (rule is not null)
            rule.Times--;
        return rule ?? Happening.Nothing;
    }

    private void Arrive(SentRequest sent, Happening happening, Func<bool> isOver, Action<Action<TaskCompletionSource<HttpResponseMessage>>> end)
    {
        void Fail() => end(static answered => answered.SetException(
            new HttpRequestException(HttpRequestError.ResponseEnded, "The connection failed.")));

        if (isOver())
            return;

        if (happening.Fails || !IsOnline || Down.Contains(sent.Host) || Down.Contains(""))
        {
            Fail();
            return;
        }

        void Send(HttpResponseMessage response) => time.After(happening.Answers, () =>
        {
            if (happening.IsLost || !IsOnline)
                Fail();
            else
                end(answered => answered.SetResult(response));
        });

        if (happening.IsOwn)
            Send(Own(happening));
        else if (sent.Kind == "get")
            Send(Payload(sent, happening));
        else if (sent.Kind == "post")
            Send(Post(sent, happening));
        else if (sent.Kind == "sync" || HasNews(sent))
            Send(Answer(sent, happening));
        else
            Hold(sent, isOver, () => Send(Answer(sent, happening)));
    }

    private void Hold(SentRequest sent, Func<bool> isOver, Action answer)
    {
        void Once()
        {
            if (_held.RemoveAll(held => held.Request == sent) > 0 && !isOver())
                answer();
        }

        _held.Add((sent, Once));
        time.After(sent.Body.GetProperty("wait").GetDouble(), Once);
    }

    private bool HasNews(SentRequest sent) => Nodes.Changed(sent.Known, Epoch(sent)).Count > 0 || sent.Known.Keys.Any(Nodes.Refused.Contains);

    private static string? Epoch(SentRequest sent) => sent.Body.TryGetProperty("epoch", out var epoch) ? epoch.GetString() : null;

    private HttpResponseMessage Answer(SentRequest sent, Happening happening) => Json(new
    {
        changed = Nodes.Changed(sent.Known, Epoch(sent)).ToDictionary(
            key => key,
            key => new { key, version = Nodes[key].Version, hash = Nodes[key].Hash, updatedAt = 0 }),
        mesh = new { peers = Peers(happening), serverVersion = Nodes.Commits },
        serverTime = 0,
        epoch = Nodes.Epoch,
        refused = sent.Known.Keys.Where(Nodes.Refused.Contains),
    });

    /// <summary>Names stand for the addresses of hosts.</summary>
    private static object Peers(Happening happening) => happening.Peers is not { } peers ? Array.Empty<string>()
        : peers.ValueKind == JsonValueKind.Array ? peers.EnumerateArray().Select(peer => Address(peer.GetString()!)).ToArray()
        : peers.EnumerateObject().ToDictionary(peer => Address(peer.Name), peer => peer.Value);

    public static string Address(string host) => host.Contains(':', StringComparison.Ordinal) ? host : $"http://{host}.test";

    private HttpResponseMessage Payload(SentRequest sent, Happening happening)
    {
        if (Nodes.Refused.Contains(sent.Key))
            return new HttpResponseMessage(HttpStatusCode.Forbidden);

        var node = Nodes[sent.Key];
        var response = node.Hash.Length > 0 && sent.IfNoneMatch == node.Hash
            ? new HttpResponseMessage(HttpStatusCode.NotModified)
            : Json(node.Data);
        response.Headers.Add("Reality-Version", node.Version.ToString(CultureInfo.InvariantCulture));
        response.Headers.Add("Reality-Seen", Nodes.Commits.ToString(CultureInfo.InvariantCulture));
        if (node.Hash.Length > 0)
            response.Headers.Add("ETag", $"\"{node.Hash}\"");
        return Without(response, happening);
    }

    private HttpResponseMessage Post(SentRequest sent, Happening happening)
    {
        var before = Nodes[sent.Key].Data;
        var after = sent.Body.TryGetProperty("append", out var line) ? Appended(before, line) : sent.Body.GetProperty("set");
        Nodes.Write([KeyValuePair.Create(sent.Key, after)]);
        Wake();
        var response = Json(new { });
        response.Headers.Add("Reality-Seen", Nodes.Commits.ToString(CultureInfo.InvariantCulture));
        response.Headers.Add("Reality-Bumped", $"{sent.Key}={Nodes[sent.Key].Version}");
        return Without(response, happening);
    }

    public static JsonElement Appended(JsonElement list, JsonElement line) => JsonSerializer.SerializeToElement(
        list.ValueKind == JsonValueKind.Array ? list.EnumerateArray().Append(line).ToArray() : [line]);

    private static HttpResponseMessage Without(HttpResponseMessage response, Happening happening)
    {
        foreach (var name in happening.Without)
            response.Headers.Remove(name);
        return response;
    }

    private static HttpResponseMessage Own(Happening happening)
    {
        var response = new HttpResponseMessage((HttpStatusCode)happening.Status) { Content = new StringContent(happening.Body, Encoding.UTF8, "application/json") };
        foreach (var (name, value) in happening.Headers)
        {
            if (!response.Headers.TryAddWithoutValidation(name, value))
                response.Content.Headers.TryAddWithoutValidation(name, value);
        }

        return response;
    }

    private static HttpResponseMessage Json<T>(T body) =>
        new(HttpStatusCode.OK) { Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json") };
}
