namespace Reality.Client.Tests.Rules;

/// <summary>A question is left with the server: one for all keys, in nobody's way, and never in a hurry that helps nobody.</summary>
public sealed class LiveSyncTests : ClientTest
{
    private const string A = "chat:room:a";
    private const string B = "chat:room:b";

    [Fact]
    public async Task A_write_of_someone_else_arrives_by_itself()
    {
        var client = Live();
        using var probe = new Probe(client, A);
        await Held(A);

        Server.Set(A, "one");
        await probe.Shows("one");
        await Held(A);
        Server.Set(A, "one", "two");
        await probe.Shows("one", "two");
    }

    [Fact]
    public async Task One_question_is_held_for_all_keys_and_asks_with_the_versions_in_hand()
    {
        Server.Set(A, "one");
        var client = Live();
        using var a = new Probe(client, A);
        using var again = new Probe(client, A);
        using var b = new Probe(client, B);
        await Held(A, B);

        var held = Server.Syncs.Last();
        Assert.Equal(1, Server.Holding);
        Assert.Equal(25_000, held.Wait);
        Assert.Equal(2, held.Known[A]);
        Assert.Equal(1, held.Known[B]);
    }

    [Fact]
    public async Task Nothing_waits_for_a_held_question()
    {
        var client = Live();
        using var a = new Probe(client, A);
        await Held(A);

        using var b = new Probe(client, B);
        await b.Shows();
        await Held(A, B);

        (await client.MutateAsync(Append(A, "one"), Stop)).Dispose();
        await a.Until(state => state is { IsPending: false, Data: ["one"] });
        await client.SyncAllAsync(cancellationToken: Stop);
        await Held(A, B);
    }

    [Fact]
    public async Task A_payload_that_hangs_keeps_nobody_else_from_being_live()
    {
        Server.BeforePayload = (key, context) => key == B ? Server.HangAsync(context) : Task.FromResult(false);
        var client = Live(options => options.TogetherTimeout = TimeSpan.FromMilliseconds(50));
        using var a = new Probe(client, A);
        using var b = new Probe(client, B);
        await Held(A);

        Server.Set(A, "one");
        await a.Shows("one");
    }

    [Fact]
    public async Task A_server_without_room_is_asked_now_and_then()
    {
        Server.Holds = false;
        var client = Live(options => options.LiveInterval = TimeSpan.FromMilliseconds(200));
        using var probe = new Probe(client, A);
        await probe.Shows();

        Server.Set(A, "one");
        await probe.Shows("one");
        Server.Syncs.Clear();
        await Task.Delay(1000, Stop);

        // One at once after what was shown, then at most one in 200 ms.
        Assert.InRange(Server.Syncs.Count, 2, 7);
    }

    [Fact]
    public async Task Nothing_is_held_for_a_page_that_is_hidden()
    {
        var client = Live();
        using var probe = new Probe(client, A);
        await Held(A);

        client.Trigger(RealityTrigger.Hidden);
        await Eventually(() => Server.Holding == 0, "the held question is given up");
        Server.Syncs.Clear();
        Server.Set(A, "one");
        await Task.Delay(100, Stop);
        Assert.Empty(Server.Syncs);

        client.Trigger(RealityTrigger.Visible);
        await probe.Shows("one");
        await Held(A);
    }

    [Fact]
    public async Task Nothing_is_held_while_offline()
    {
        var client = Live();
        using var probe = new Probe(client, A);
        await Held(A);

        client.Trigger(RealityTrigger.Offline);
        await Eventually(() => Server.Holding == 0, "the held question is given up");
        Server.Syncs.Clear();
        await Task.Delay(100, Stop);
        Assert.Empty(Server.Syncs);

        client.Trigger(RealityTrigger.Reconnect);
        await Held(A);
    }

    [Fact]
    public async Task A_held_question_that_is_cut_off_is_no_error_and_is_left_again()
    {
        var cut = 0;
        Server.BeforeSync = context => Server.Syncs.Last().Wait is not null && cut++ < 3 ? ScriptedServer.Break(context) : Task.FromResult(false);
        var client = Live();
        using var probe = new Probe(client, A);
        await Held(A);

        Assert.Empty(probe.Errors);
        Server.Set(A, "one");
        await probe.Shows("one");
    }

    [Fact]
    public async Task A_server_that_was_gone_for_long_is_found_again()
    {
        var client = Live(options => options.MaxRetries = 2);
        using var probe = new Probe(client, A);
        await Held(A);
        Server.BeforeSync = ScriptedServer.Break;
        client.Trigger(RealityTrigger.Focus);
        await Eventually(() => Events.Count(e => e.Kind == RealityEventKind.SyncFailed) > 6, "it goes on trying");

        Assert.NotNull(probe.State.Error);

        Server.Set(A, "one");
        Server.BeforeSync = _ => Task.FromResult(false);

        await probe.Shows("one");
        Assert.Null(probe.State.Error);
    }

    [Fact]
    public async Task A_server_that_answers_the_same_again_and_again_is_not_asked_in_a_hurry()
    {
        // It tells of a change that is none.
        Server.BeforeSync = async context =>
        {
            if (Server.Syncs.Last().Wait is null)
                return false;

            await context.Response.WriteAsync($$$"""{"changed":{"{{{A}}}":{"key":"{{{A}}}","version":1,"hash":"x","updatedAt":1}},"epoch":"epoch-1"}""");
            return true;
        };
        var client = Live(options => options.LiveInterval = TimeSpan.FromMilliseconds(200));
        using var probe = new Probe(client, A);
        await probe.Shows();
        await Task.Delay(500, Stop);

        Assert.InRange(Server.Syncs.Count, 2, 5);
    }

    [Fact]
    public async Task A_client_that_is_not_live_holds_nothing()
    {
        using var probe = new Probe(Client(), A);
        await probe.Shows();
        await Task.Delay(100, Stop);

        Assert.All(Server.Syncs, sync => Assert.Null(sync.Wait));
    }

    [Fact]
    public async Task An_interval_asks_again_but_neither_hurries_nor_wakes_a_hidden_page()
    {
        var time = new ManualTime();
        var client = Client(options => options.Triggers = [new IntervalTrigger(TimeSpan.FromMinutes(1), time)]);
        using var probe = new Probe(client, A);
        await probe.Shows();
        Server.Set(A, "one");

        time.Advance(TimeSpan.FromMinutes(1));
        await probe.Shows("one");
        client.Trigger(RealityTrigger.Hidden);
        Server.Set(A, "two");
        time.Advance(TimeSpan.FromMinutes(1));
        await Task.Delay(100, Stop);

        Assert.Equal(["one"], probe.State.Data);
        client.Trigger(RealityTrigger.Visible);
        await probe.Shows("two");
    }

    private RealityClient Live(Action<RealityClientOptions>? configure = null) => Client(options =>
    {
        options.Live = true;
        configure?.Invoke(options);
    });

    private Task Held(params string[] keys) => Eventually(
        () => Server.Holding == 1 && Server.Syncs.Last() is { Wait: not null } held && held.Known.Keys.Order().SequenceEqual(keys),
        $"{string.Join(", ", keys)} to be held");
}
