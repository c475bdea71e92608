namespace Reality.Client.Tests.Rules;

/// <summary>Correctness 5a and invariant 8: the payloads of one answer are shown together, or the tear is reported.</summary>
public sealed class TogetherTests : ClientTest
{
    private const string From = "account:one";
    private const string To = "account:two";

    [Fact]
    public async Task Rule_5a_A_transfer_between_two_fetches_is_never_half_on_the_screen()
    {
        Server.SetAll([From, To], "before");
        var client = Client();
        using var from = new Probe(client, From);
        using var to = new Probe(client, To);
        await from.Shows("before");
        await to.Shows("before");

        // One is read before the transfer, the other after it.
        Server.SetAll([From, To], "middle");
        var second = new Gate();
        Server.BeforePayload = async (key, _) =>
        {
            if (key == To)
                await second.Pass();
            return false;
        };
        client.Trigger(RealityTrigger.Focus);
        await second.Reached;
        await Eventually(() => Server.Payloads.Count == 4, "both are asked for");
        await Task.Delay(50, Stop);
        Server.SetAll([From, To], "after");
        second.Open();

        await from.Shows("after");
        await to.Shows("after");
        Assert.DoesNotContain(from.Data, data => data is ["middle"]);
        Assert.DoesNotContain(Events, e => e.Kind == RealityEventKind.Torn);
        Assert.False(from.State.IsTorn);
    }

    [Fact]
    public async Task Rule_5a_What_was_not_changed_in_the_answer_but_with_the_payload_comes_along()
    {
        Server.SetAll([From, To], "before");
        var client = Client();
        using var from = new Probe(client, From);
        using var to = new Probe(client, To);
        await from.IsFreshAt(2);
        await to.IsFreshAt(2);
        var told = new List<(string?, string?)>();
        using var watcher = client.Subscribe(
            To, Probe.Source(To), new() { OnData = _ => told.Add((from.State.Data?[0], to.State.Data?[0])) });
        await Eventually(() => told.Count == 1, "the watcher is there");
        await client.SyncAllAsync(cancellationToken: Stop);

        // The answer lists the first key alone; a transfer commits before its payload is read.
        Server.Set(From, "middle");
        var gate = new Gate();
        Server.BeforePayload = async (_, _) =>
        {
            await gate.Pass();
            return false;
        };
        client.Trigger(RealityTrigger.Focus);
        await gate.Reached;
        Server.SetAll([From, To], "after");
        gate.Open();

        await to.Shows("after");
        Assert.DoesNotContain(from.States, state => state.Data is ["after"] && to.States.All(other => other.Data is not ["after"]));
        await Eventually(() => told.Count == 2, "the watcher is told");
        Assert.Equal(("after", "after"), told[1]);
    }

    [Fact]
    public async Task Rule_5a_A_payload_newer_than_an_answer_that_arrives_after_it_does_not_agree_with_that_answer()
    {
        Server.SetAll([From, To], "before");
        var client = Client();
        using var from = new Probe(client, From);
        using var to = new Probe(client, To);
        await from.IsFreshAt(2);
        await to.IsFreshAt(2);
        await client.SyncAllAsync(cancellationToken: Stop);
        var (read, asked, answer) = (new Gate(), new Gate(), new Gate());
        Server.BeforePayload = async (key, _) =>
        {
            if (key == From)
                await asked.Pass();
            return false;
        };
        Server.BeforePayloadAnswer = (key, _) => key == To ? read.Pass() : Task.CompletedTask;
        Server.SetAll([From, To], "middle");
        client.Trigger(RealityTrigger.Focus);
        await Task.WhenAll(asked.Reached, read.Reached);

        // A second answer is made now and arrives only after a payload that is newer than it.
        Server.BeforeSyncAnswer = _ => answer.Pass();
        client.Trigger(RealityTrigger.Focus);
        await answer.Reached;
        Server.SetAll([From, To], "after");
        asked.Open();
        await Task.Delay(100, Stop);
        answer.Open();
        await Task.Delay(100, Stop);
        read.Open();

        await from.Shows("after");
        await to.Shows("after");
        Assert.DoesNotContain(to.Data, data => data is ["middle"]);
        Assert.DoesNotContain(Events, e => e.Kind == RealityEventKind.Torn);
    }

    [Fact]
    public async Task Rule_5a_After_three_rounds_without_agreement_it_is_shown_and_reported_torn()
    {
        Server.SetAll([From, To], "0");
        var writing = 1;
        var written = 0;
        Server.BeforePayload = (key, _) =>
        {
            // Somebody writes without a pause.
            if (Volatile.Read(ref writing) == 1)
                Server.SetAll([From, To], $"{++written}");
            return Task.FromResult(false);
        };
        var client = Client(options => (options.RetryBase, options.MaxParallelFetches) = (TimeSpan.FromSeconds(5), 1));
        using var from = new Probe(client, From);
        using var to = new Probe(client, To);

        var state = await from.Until(state => state.HasData);
        Assert.True(state.IsTorn);
        Assert.Contains(Events, e => e.Kind == RealityEventKind.Torn);
        Assert.Equal(4, Server.Syncs.Count);

        Volatile.Write(ref writing, 0);
        await client.SyncAllAsync(cancellationToken: Stop);
        await client.SyncAllAsync(cancellationToken: Stop);
        Assert.Equal(Server.Truth(From), from.State.Data);
        Assert.Equal(Server.Truth(To), to.State.Data);
        Assert.False(from.State.IsTorn);
        Assert.False(to.State.IsTorn);
    }

    [Fact]
    public async Task One_failed_payload_keeps_the_others_back_only_for_as_long_as_it_takes_to_fail()
    {
        Server.SetAll([From, To], "1");
        var down = true;
        Server.BeforePayload = (key, context) => down && key == From ? ScriptedServer.Fail(context, 500) : Task.FromResult(false);
        var client = Client();
        using var from = new Probe(client, From);
        using var to = new Probe(client, To);

        await to.Shows("1");
        Assert.Contains(Events, e => e.Kind == RealityEventKind.Torn);
        down = false;
        await from.Shows("1");
        await to.IsFreshAt(2);
    }

    [Fact]
    public async Task A_payload_of_an_earlier_round_is_shown_where_the_next_cannot_be_had()
    {
        Server.SetAll([From, To], "0");
        var syncs = 0;
        Server.BeforeSync = _ =>
        {
            if (Interlocked.Increment(ref syncs) == 2)
                Server.SetAll([From, To], "2");
            return Task.FromResult(false);
        };
        var asked = 0;
        Server.BeforePayload = (key, context) =>
        {
            if (key != From)
                return Task.FromResult(false);
            if (Interlocked.Increment(ref asked) > 1)
                return ScriptedServer.Fail(context, 501);

            Server.SetAll([From, To], "1");
            return Task.FromResult(false);
        };
        var client = Client(options => options.MaxParallelFetches = 1);
        using var from = new Probe(client, From);
        using var to = new Probe(client, To);

        var state = await from.Until(state => state.Error is not null && state.HasData);
        Assert.Equal(["1"], state.Data);
        await to.Shows("2");
    }

    [Fact]
    public async Task An_answer_that_does_not_come_does_not_keep_payloads_back()
    {
        Server.SetAll([From, To], "1");
        var syncs = 0;
        Server.BeforeSync = context => Interlocked.Increment(ref syncs) == 2 ? Server.HangAsync(context) : Task.FromResult(false);
        Server.BeforePayload = (key, _) =>
        {
            if (Server.Payloads.Count == 1)
                Server.SetAll([From, To], "2");
            return Task.FromResult(false);
        };
        var client = Client(options =>
        {
            options.TogetherTimeout = TimeSpan.FromMilliseconds(100);
            options.SyncTimeout = TimeSpan.FromSeconds(2);
            options.MaxParallelFetches = 1;
        });
        using var from = new Probe(client, From);
        using var to = new Probe(client, To);

        await to.Shows("2");
        await from.Shows("2");
    }
}
