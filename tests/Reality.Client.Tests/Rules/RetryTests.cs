namespace Reality.Client.Tests.Rules;

/// <summary>Backoff, jitter, Retry-After and being offline, on a clock that the test moves.</summary>
public sealed class RetryTests : ClientTest
{
    private readonly ManualTime _time = new();

    [Fact]
    public void Delays_double_up_to_the_limit_and_are_drawn_from_zero_up()
    {
        var options = new RealityClientOptions { Random = new Always(1), RetryBase = TimeSpan.FromSeconds(1), RetryLimit = TimeSpan.FromSeconds(10) };
        var backoff = new Backoff(options);
        Assert.Equal([1, 2, 4, 8, 10, 10], Enumerable.Range(1, 6).Select(n => (int)backoff.After(n).TotalSeconds));
        Assert.Equal(10, backoff.After(100).TotalSeconds);

        options.Random = new Always(0);
        Assert.Equal(TimeSpan.Zero, new Backoff(options).After(4));
        Assert.Equal(TimeSpan.FromSeconds(7), new Backoff(options).After(1, TimeSpan.FromSeconds(7)));
    }

    [Fact]
    public async Task A_retry_waits_for_its_time()
    {
        Server.Set("chat:room:a", "one");
        var down = true;
        Server.BeforeSync = context => down ? ScriptedServer.Fail(context, 500) : Task.FromResult(false);
        using var probe = new Probe(Manual(), "chat:room:a");
        await probe.Until(state => state.Error is not null);
        down = false;

        await AdvanceAsync(TimeSpan.FromMilliseconds(900));
        Assert.Single(Server.Syncs);
        await AdvanceAsync(TimeSpan.FromMilliseconds(200));

        await probe.Shows("one");
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task Retry_After_is_honoured_also_by_triggers_and_mounts(int status)
    {
        Server.Set("chat:room:a", "one");
        Server.Set("chat:room:b", "one");
        var down = true;
        Server.BeforeSync = context => down ? ScriptedServer.Fail(context, status, retryAfter: 60) : Task.FromResult(false);
        var client = Manual();
        using var probe = new Probe(client, "chat:room:a");
        Assert.Equal(TimeSpan.FromSeconds(60), ((RealityException)(await probe.Until(state => state.Error is not null)).Error!).RetryAfter);
        down = false;

        client.Trigger(RealityTrigger.Focus);
        using var mounted = new Probe(client, "chat:room:b");
        await AdvanceAsync(TimeSpan.FromSeconds(59));
        Assert.Single(Server.Syncs);
        await AdvanceAsync(TimeSpan.FromSeconds(3));

        await probe.Shows("one");
        await mounted.Shows("one");
        Assert.Equal(2, Server.Syncs.Count);
    }

    [Fact]
    public async Task A_trigger_does_not_wait_out_a_backoff()
    {
        Server.Set("chat:room:a", "one");
        var down = true;
        Server.BeforeSync = context => down ? ScriptedServer.Fail(context, 500) : Task.FromResult(false);
        var client = Manual();
        using var probe = new Probe(client, "chat:room:a");
        await probe.Until(state => state.Error is not null);
        down = false;

        client.Trigger(RealityTrigger.Focus);

        await probe.Shows("one");
    }

    [Fact]
    public async Task Offline_waits_for_reconnect()
    {
        Server.Set("chat:room:a", "one");
        var client = Manual();
        client.Trigger(RealityTrigger.Offline);
        using var probe = new Probe(client, "chat:room:a");
        await AdvanceAsync(TimeSpan.FromMinutes(10));
        client.Trigger(RealityTrigger.Focus);
        await AdvanceAsync(TimeSpan.FromMinutes(10));
        Assert.Empty(Server.Syncs);

        client.Trigger(RealityTrigger.Reconnect);

        await probe.Shows("one");
    }

    [Fact]
    public async Task A_payload_that_does_not_come_is_given_up_and_asked_for_again()
    {
        Server.Set("chat:room:a", "one");
        var hung = new Gate();
        var payloads = 0;
        Server.BeforePayload = async (_, context) =>
        {
            if (Interlocked.Increment(ref payloads) > 1)
                return false;

            Reach(hung);
            return await Server.HangAsync(context);
        };
        using var probe = new Probe(Manual(), "chat:room:a");
        await hung.Reached;

        await AdvanceAsync(TimeSpan.FromSeconds(31));
        var failed = await probe.Until(state => state.Error is not null);
        Assert.True(((RealityException)failed.Error!).IsTransient);
        await AdvanceAsync(TimeSpan.FromSeconds(2));

        await probe.Shows("one");
    }

    [Fact]
    public async Task A_sync_that_hangs_is_sent_again_on_reconnect_and_is_nobodys_failure()
    {
        Server.Set("chat:room:a", "one");
        var hung = new Gate();
        var syncs = 0;
        Server.BeforeSync = async context =>
        {
            if (Interlocked.Increment(ref syncs) > 1)
                return false;

            Reach(hung);
            return await Server.HangAsync(context);
        };
        var client = Manual();
        using var probe = new Probe(client, "chat:room:a");
        await hung.Reached;

        client.Trigger(RealityTrigger.Reconnect);

        await probe.Shows("one");
        Assert.Empty(probe.Errors);
    }

    [Fact]
    public async Task A_source_that_ignores_its_token_is_given_up_all_the_same()
    {
        var never = new TaskCompletionSource<IReadOnlyList<string>>();
        using var probe = new Probe(Manual(), "chat:room:a", RealitySource.From<IReadOnlyList<string>>((_, _) => never.Task));
        await Eventually(() => Events.Any(e => e.Kind == RealityEventKind.FetchSent), "it is asked for");

        await AdvanceAsync(TimeSpan.FromSeconds(31));

        await probe.Until(state => state.Error is not null);
    }

    private static void Reach(Gate gate) => _ = gate.Pass();

    private RealityClient Manual() => Client(options =>
    {
        options.TimeProvider = _time;
        options.Random = new Always(0.999);
        options.RetryBase = TimeSpan.FromSeconds(1);
        options.RetryLimit = TimeSpan.FromSeconds(30);
        options.BatchWindow = TimeSpan.Zero;
    });

    private async Task AdvanceAsync(TimeSpan by)
    {
        // What a failure leaves behind is set up on other threads.
        await Task.Delay(100, Stop);
        _time.Advance(by);
        await Task.Delay(100, Stop);
    }

    private sealed class Always(double value) : Random
    {
        public override double NextDouble() => value;
    }
}
