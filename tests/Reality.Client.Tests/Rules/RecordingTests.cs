using System.Globalization;

namespace Reality.Client.Tests.Rules;

/// <summary>Correctness 5 and the invariants 4 and 5: what is recorded, at which version, and when a fetch may be left out.</summary>
public sealed class RecordingTests : ClientTest
{
    [Fact]
    public async Task Rule_5_A_payload_below_the_version_asked_for_is_shown_but_stays_due()
    {
        Server.Set("chat:room:a", "new");
        var stale = true;
        Server.BeforePayload = async (_, context) =>
        {
            if (!stale)
                return false;

            context.Response.Headers["Reality-Version"] = "1";
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync("""["old"]""", Stop);
            return true;
        };
        var client = Client();
        using var probe = new Probe(client, "chat:room:a");

        var shown = await probe.Shows("old");
        Assert.True(shown.IsStale);
        Assert.Equal(1, shown.Version);
        stale = false;

        await probe.Shows("new");
        Assert.Contains(Server.Syncs, sync => sync.Known["chat:room:a"] == 1);
    }

    [Fact]
    public async Task Rule_5_Without_the_header_a_payload_is_recorded_at_the_version_learned_before_it_was_asked_for()
    {
        Server.SendVersionHeader = false;
        Server.SendETag = false;
        Server.Set("chat:room:a", "one");
        var asked = new Gate();
        Server.BeforePayload = async (_, _) =>
        {
            await asked.Pass();
            return false;
        };
        var client = Client();
        using var probe = new Probe(client, "chat:room:a");
        await asked.Reached;
        // Written after the version was learned and before the payload is read: the payload is newer than its label.
        Server.Set("chat:room:a", "two");
        asked.Open();

        await probe.Shows("two");
        Assert.Equal(2, probe.State.Version);
        await client.SyncAllAsync(cancellationToken: Stop);
        Assert.Equal(3, probe.State.Version);
    }

    [Fact]
    public async Task Rule_5_A_version_learned_while_a_payload_is_on_its_way_is_not_its_label()
    {
        Server.SendVersionHeader = false;
        Server.SendETag = false;
        Server.Set("chat:room:a", "one");
        var read = new Gate();
        var payloads = 0;
        Server.BeforePayloadAnswer = (_, _) => Interlocked.Increment(ref payloads) == 1 ? read.Pass() : Task.CompletedTask;
        var client = Client();
        using var probe = new Probe(client, "chat:room:a");
        await read.Reached;
        Server.Set("chat:room:a", "two");
        client.Trigger(RealityTrigger.Focus);
        await Eventually(() => Events.Count(e => e.Kind == RealityEventKind.SyncAnswered) == 2, "the newer version is learned");
        read.Open();

        await probe.Shows("two");
        Assert.Equal(3, probe.State.Version);
        Assert.DoesNotContain(probe.States, state => state.Version == 3 && state.Data is ["one"]);
    }

    [Fact]
    public async Task Invariant_4_A_payload_newer_than_the_answer_is_recorded_at_its_own_version()
    {
        Server.Set("chat:room:a", "one");
        var asked = new Gate();
        Server.BeforePayload = async (_, _) =>
        {
            await asked.Pass();
            return false;
        };
        using var probe = new Probe(Client(), "chat:room:a");
        await asked.Reached;
        Server.Set("chat:room:a", "two");
        asked.Open();

        await probe.Shows("two");
        Assert.Equal(3, probe.State.Version);
    }

    [Fact]
    public async Task A_late_answer_never_overwrites_a_newer_one()
    {
        Server.Set("chat:room:a", "one");
        var late = new Gate();
        var payloads = 0;
        Server.BeforePayloadAnswer = (_, _) => Interlocked.Increment(ref payloads) == 1 ? late.Pass() : Task.CompletedTask;
        var client = Client(options => options.TogetherTimeout = TimeSpan.FromMilliseconds(20));
        using var probe = new Probe(client, "chat:room:a");
        await late.Reached;
        await Task.Delay(100, Stop);
        Server.Set("chat:room:a", "two");
        client.Trigger(RealityTrigger.Reconnect);
        await probe.Shows("two");

        late.Open();
        await Eventually(() => Events.Any(e => e.Kind == RealityEventKind.LateDiscarded), "the late answer was thrown away");

        Assert.Equal(["two"], probe.State.Data);
        Assert.DoesNotContain(probe.Data, data => data is ["one"]);
    }

    [Fact]
    public async Task A_payload_older_than_the_one_in_hand_is_not_shown()
    {
        Server.Set("chat:room:a", "one");
        var client = Client();
        using var probe = new Probe(client, "chat:room:a");
        await probe.Shows("one");
        var older = true;
        Server.BeforePayload = async (_, context) =>
        {
            if (!older)
                return false;

            older = false;
            context.Response.Headers["Reality-Version"] = "1";
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync("""["before"]""", Stop);
            return true;
        };

        Server.Set("chat:room:a", "two");
        client.Trigger(RealityTrigger.Focus);

        await probe.Shows("two");
        Assert.DoesNotContain(probe.Data, data => data is ["before"]);
    }

    [Fact]
    public async Task Invariant_5_A_fetch_is_skipped_where_the_hash_is_that_of_the_payload_in_hand()
    {
        Server.Set("chat:room:a", "one");
        var client = Client();
        using var probe = new Probe(client, "chat:room:a");
        await probe.Shows("one");

        Server.Set("chat:room:a", "one");
        await client.SyncAllAsync(cancellationToken: Stop);

        Assert.Single(Server.Payloads);
        Assert.Equal(3, probe.State.Version);
        Assert.Equal(RealityStatus.Fresh, probe.State.Status);
    }

    [Fact]
    public async Task Invariant_5_A_hash_that_was_held_before_skips_nothing()
    {
        Server.Set("chat:room:a", "one");
        var client = Client();
        using var probe = new Probe(client, "chat:room:a");
        await probe.Shows("one");
        Server.Set("chat:room:a", "two");
        await client.SyncAllAsync(cancellationToken: Stop);

        Server.Set("chat:room:a", "one");
        await client.SyncAllAsync(cancellationToken: Stop);

        Assert.Equal(["one"], probe.State.Data);
        Assert.Equal(3, Server.Payloads.Count);
    }

    [Fact]
    public async Task Payloads_are_asked_for_with_the_tag_in_hand_and_304_keeps_the_object()
    {
        Server.FreshHashes = true;
        Server.Set("chat:room:a", "one");
        var client = Client();
        using var probe = new Probe(client, "chat:room:a");
        var before = (await probe.Shows("one")).Data;

        Server.Set("chat:room:a", "one");
        await client.SyncAllAsync(cancellationToken: Stop);

        Assert.Equal(2, Server.Payloads.Count);
        Assert.Null(Server.Payloads.First().IfNoneMatch);
        Assert.Matches("^\"h[0-9]+\\.00000001\"$", Server.Payloads.Last().IfNoneMatch!);
        Assert.Same(before, probe.State.Data);
        Assert.Equal(3, probe.State.Version);
        Assert.Single(probe.Data);
    }

    [Fact]
    public async Task The_last_good_data_stays_while_an_error_shows()
    {
        Server.Set("chat:room:a", "one");
        var client = Client(options => options.MaxRetries = 0);
        using var probe = new Probe(client, "chat:room:a");
        await probe.Shows("one");
        Server.BeforePayload = (_, context) => ScriptedServer.Fail(context, 500);

        Server.Set("chat:room:a", "two");
        client.Trigger(RealityTrigger.Focus);

        var failed = await probe.Until(state => state.Error is not null);
        Assert.Equal(["one"], failed.Data);
        Assert.True(failed.IsStale);
        Assert.Equal(RealityStatus.Error, failed.Status);
        Server.BeforePayload = (_, _) => Task.FromResult(false);
        client.Trigger(RealityTrigger.Focus);
        Assert.Null((await probe.Shows("two")).Error);
    }

    [Fact]
    public async Task A_key_that_the_server_does_not_list_is_fetched_all_the_same()
    {
        // As servers do that know no version of what nobody has written.
        Server.BeforeSync = async context =>
        {
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync("""{ "changed": {} }""", Stop);
            return true;
        };
        using var probe = new Probe(Client(), "chat:room:a");

        await probe.Shows();

        Assert.Single(Server.Payloads);
    }

    [Fact]
    public async Task Seen_is_the_highest_token_of_any_answer_and_goes_with_each_question()
    {
        Server.Set("chat:room:a", "one");
        var client = Client();
        using var probe = new Probe(client, "chat:room:a");
        await probe.Shows("one");
        Server.BeforePayload = async (_, context) =>
        {
            context.Response.Headers["Reality-Seen"] = 41.ToString(CultureInfo.InvariantCulture);
            context.Response.Headers["Reality-Version"] = "3";
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync("[]", Stop);
            return true;
        };
        Server.Set("chat:room:a", "two");
        await client.SyncAllAsync(cancellationToken: Stop);
        await client.SyncAllAsync(cancellationToken: Stop);

        Assert.Equal([0L, 1L, 41L], Server.Syncs.Select(sync => sync.Seen!.Value));
        Assert.Equal([null, "epoch-1", "epoch-1"], Server.Syncs.Select(sync => sync.Epoch));
    }
}
