namespace Reality.Client.Tests.Live;

/// <summary>The client against the real server.</summary>
public sealed class LiveTests : IAsyncLifetime
{
    private LiveServer _server = null!;
    private HttpClient _http = null!;
    private RealityClient _client = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await LiveServer.StartAsync();
        _http = _server.Connect();
        _client = new RealityClient(_http, new RealityClientOptions { RetryBase = TimeSpan.FromMilliseconds(20), RetryLimit = TimeSpan.FromMilliseconds(200) });
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        _http.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_key_that_nobody_has_written_is_shown()
    {
        using var probe = Watch("new");

        await probe.Shows();

        Assert.True(probe.State.Version >= 1);
    }

    [Fact]
    public async Task A_write_of_someone_else_is_seen_after_focus()
    {
        using var probe = Watch("a");
        await probe.Shows();
        await _server.AppendAsync("a", "one");

        _client.Trigger(RealityTrigger.Focus);

        await probe.Shows("one");
    }

    [Fact]
    public async Task A_mutation_is_shown_verified_and_seen_by_others()
    {
        using var http = _server.Connect();
        await using var other = new RealityClient(http);
        using var probe = Watch("a");
        using var theirs = new Probe(other, "room:a", Source("a"));
        await probe.Shows();
        await theirs.Shows();

        (await _client.MutateAsync(Append("a", "one"), Stop)).Dispose();
        await probe.Shows("one");
        await other.SyncAllAsync(cancellationToken: Stop);

        Assert.Equal(["one"], theirs.State.Data);
        Assert.False(probe.State.IsPending);
    }

    [Fact]
    public async Task A_server_that_starts_anew_is_noticed()
    {
        await _server.AppendAsync("a", "one");
        using var probe = Watch("a");
        var before = (await probe.Shows("one")).Version;

        await _server.RestartAsync();
        await _server.AppendAsync("a", "two");
        _client.Trigger(RealityTrigger.Focus);

        Assert.True((await probe.Shows("one", "two")).Version > before);
    }

    [Fact]
    public async Task An_undeclared_key_is_refused_and_the_others_live()
    {
        using var undeclared = new Probe(_client, "nobody:declared:this", Source("a"));
        using var probe = Watch("a");

        await undeclared.Until(state => state.Status == RealityStatus.Refused);
        await probe.Shows();
    }

    internal static RealitySource<IReadOnlyList<string>> Source(string id) =>
        RealitySource.Json($"/rooms/{id}", TestJson.Default.IReadOnlyListString);

    /// <summary>A mutation that recognizes its own line in a truth that comes before the answer.</summary>
    internal static RealityMutation Append(string id, string line) =>
        new RealityMutation(async (http, token) => await http.PostAsync($"/rooms/{id}", new StringContent(line), token))
            .Show(new RoomKey(id), lines => lines?.Contains(line) == true ? lines : [.. lines ?? [], $"{line} (pending)"]);

    private Probe Watch(string id) => new(_client, $"room:{id}", Source(id));
}
