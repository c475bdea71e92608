using System.Collections.Concurrent;
using System.Net;

namespace Reality.Client.Tests.Rules;

/// <summary>Two servers over one storage: one that fails is set aside, and the other is asked at once.</summary>
public sealed class FailoverTests : ClientTest
{
    private const string A = "chat:room:a";
    private readonly ConcurrentQueue<int> _asked = [];
    private readonly ConcurrentDictionary<int, Func<HttpContext, Task<bool>>> _misfortune = [];

    [Fact]
    public async Task The_first_server_is_preferred()
    {
        using var probe = new Probe(Servers(), A);
        await probe.Shows();

        Assert.Equal([0], _asked.Distinct());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task A_server_that_fails_is_set_aside_and_the_next_is_asked_at_once(int status)
    {
        _misfortune[0] = context => status == 0 ? ScriptedServer.Break(context) : ScriptedServer.Fail(context, status);
        Server.Set(A, "one");
        var client = Servers(Slow);
        using var probe = new Probe(client, A);
        await probe.Shows("one");

        Assert.Equal([0, 1, 1], _asked);
        Assert.Empty(probe.Errors);
        await client.SyncAllAsync(cancellationToken: Stop);
        Assert.Equal([0, 1, 1, 1], _asked);
        Assert.Contains(Events, e => e.Kind == RealityEventKind.ServerSetAside && e.Reason.Contains(Server.Servers[0].Authority, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(429)]
    public async Task A_server_that_refuses_the_request_is_not_set_aside(int status)
    {
        _misfortune[0] = context => ScriptedServer.Fail(context, status);
        var client = Servers(Slow);
        await Assert.ThrowsAsync<RealityException>(() => client.GetAsync(new LinesKey("a"), Stop));
        _misfortune.Clear();
        await client.GetAsync(new LinesKey("a"), Stop);

        Assert.Equal([0, 0, 0], _asked);
    }

    [Fact]
    public async Task A_payload_that_one_server_cannot_give_comes_from_the_next()
    {
        Server.Set(A, "one");
        Server.BeforePayload = (_, context) => Index(context) == 0 ? ScriptedServer.Fail(context, 502) : Task.FromResult(false);
        using var probe = new Probe(Servers(Slow), A);
        await probe.Shows("one");

        Assert.Empty(probe.Errors);
        Assert.Equal([0, 0, 1], _asked);
    }

    [Fact]
    public async Task What_was_seen_and_the_epoch_go_along()
    {
        Server.Set(A, "one");
        var client = Servers(Slow);
        using var probe = new Probe(client, A);
        await probe.Shows("one");
        var before = Server.Syncs.Count;

        _misfortune[0] = ScriptedServer.Break;
        await client.SyncAllAsync(cancellationToken: Stop);

        var asked = Server.Syncs.ElementAt(before + 1);
        Assert.Equal((1, "epoch-1", 2L), (asked.Seen, asked.Epoch, asked.Known[A]));
    }

    [Fact]
    public async Task When_all_fail_there_is_a_pause_and_an_error_to_show()
    {
        _misfortune[0] = _misfortune[1] = context => ScriptedServer.Fail(context, 500);
        var client = Servers(options => (options.RetryBase, options.RetryLimit, options.Random) = (TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1), new Most()));
        using var probe = new Probe(client, A);
        await probe.Until(state => state.Status == RealityStatus.Error);

        Assert.Equal([0, 1], _asked.Take(2));
        Assert.Single(probe.Errors);
    }

    [Fact]
    public async Task After_a_while_the_preferred_server_is_tried_again()
    {
        _misfortune[0] = ScriptedServer.Break;
        var client = Servers();
        using var probe = new Probe(client, A);
        await probe.Shows();
        _misfortune.Clear();
        await Task.Delay(50, Stop);
        _asked.Clear();
        await client.SyncAllAsync(cancellationToken: Stop);

        Assert.Equal([0], _asked);
    }

    [Fact]
    public async Task Peers_bring_a_server_back_but_are_believed_only_once()
    {
        _misfortune[0] = ScriptedServer.Break;
        Server.Peers = [Server.Servers[0].AbsoluteUri];
        var client = Servers(Slow);
        using var probe = new Probe(client, A);
        await probe.Shows();
        await client.SyncAllAsync(cancellationToken: Stop);
        await client.SyncAllAsync(cancellationToken: Stop);

        // It fails the first sync; on its peer's word it is asked for the payload, and fails; then it is left alone.
        Assert.Equal([0, 1, 0, 1, 1, 1], _asked);
    }

    [Fact]
    public async Task A_server_that_its_peers_no_longer_name_comes_last()
    {
        Server.Peers = [Server.Servers[1].AbsoluteUri];
        var client = Servers(Slow);
        using var probe = new Probe(client, A);
        await probe.Shows();
        Server.Peers = ["http://elsewhere:1"];
        await client.SyncAllAsync(cancellationToken: Stop);

        _misfortune[0] = ScriptedServer.Break;
        _asked.Clear();
        await client.SyncAllAsync(cancellationToken: Stop);

        Assert.Equal([0, 1], _asked);
    }

    [Fact]
    public async Task No_answer_can_send_a_client_elsewhere()
    {
        await using var stranger = await ScriptedServer.StartAsync();
        Server.Peers = [stranger.Servers[0].AbsoluteUri];
        var client = Servers(options => options.MaxRetries = 1);
        using var probe = new Probe(client, A);
        await probe.Shows();
        _misfortune[0] = _misfortune[1] = ScriptedServer.Break;
        await Assert.ThrowsAsync<RealityException>(() => client.SyncAllAsync(cancellationToken: Stop));

        Assert.Empty(stranger.Syncs);
    }

    [Fact]
    public async Task A_mutation_goes_to_the_server_in_use_and_is_sent_once()
    {
        _misfortune[0] = ScriptedServer.Break;
        var client = Servers(Slow);
        using var probe = new Probe(client, A);
        await probe.Shows();

        (await client.MutateAsync(Append(A, "one"), Stop)).Dispose();
        await probe.Shows("one");

        _misfortune[1] = ScriptedServer.Break;
        await Assert.ThrowsAsync<RealityException>(() => client.MutateAsync(Append(A, "two"), Stop));
        Assert.Equal(["one"], Server.Truth(A));
    }

    [Fact]
    public async Task A_mutation_that_cannot_have_arrived_goes_to_the_next_server()
    {
        var client = Client(options => options.Servers = [new Uri("http://127.0.0.1:1"), Server.Servers[1]]);

        using var response = await client.MutateAsync(Append(A, "one"), Stop);

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal(["one"], Server.Truth(A));
    }

    [Fact]
    public async Task A_held_question_moves_to_the_next_server()
    {
        var client = Servers(options =>
        {
            Slow(options);
            options.Live = true;
        });
        using var probe = new Probe(client, A);
        await Eventually(() => Server.Holding == 1, "held");
        _misfortune[0] = ScriptedServer.Break;
        client.Trigger(RealityTrigger.Focus);
        await Eventually(() => Server.Holding == 1 && _asked.Last() == 1, "held by the other");

        Server.Set(A, "one");

        await probe.Shows("one");
        Assert.Empty(probe.Errors);
    }

    [Fact]
    public async Task Credentials_and_headers_of_the_client_reach_every_server()
    {
        var seen = new ConcurrentQueue<string>();
        Server.BeforeSync = context =>
        {
            seen.Enqueue($"{Index(context)} {context.Request.Headers.Authorization}");
            return Index(context) == 0 ? ScriptedServer.Break(context) : Task.FromResult(false);
        };
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new("Bearer", "me");
        await using var client = new RealityClient(http, new RealityClientOptions { Servers = Server.Servers });
        await client.GetAsync(new LinesKey("a"), Stop);

        Assert.Equal(["0 Bearer me", "1 Bearer me"], seen);
    }

    private static void Slow(RealityClientOptions options) => (options.RetryBase, options.RetryLimit) = (TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));

    private int Index(HttpContext context) => Server.Servers.ToList().FindIndex(server => server.Port == context.Connection.LocalPort);

    private RealityClient Servers(Action<RealityClientOptions>? configure = null)
    {
        Task<bool> Note(HttpContext context)
        {
            _asked.Enqueue(Index(context));
            return _misfortune.TryGetValue(Index(context), out var misfortune) ? misfortune(context) : Task.FromResult(false);
        }

        Server.BeforeSync = Note;
        var payload = Server.BeforePayload;
        Server.BeforePayload = async (key, context) => await Note(context) || await payload(key, context);
        Server.BeforeWrite = (_, context) => Note(context);
        return Client(options =>
        {
            options.Servers = Server.Servers;
            configure?.Invoke(options);
        });
    }

    /// <summary>Draws nearly the most that can be drawn.</summary>
    private sealed class Most : Random
    {
        public override double NextDouble() => 0.999;
    }
}
