namespace Reality.Client.Tests.Rules;

/// <summary>Optimistic changes: shown at once, over each new truth, until the truth includes them.</summary>
public sealed class MutationTests : ClientTest
{
    [Fact]
    public async Task An_optimistic_change_shows_at_once_and_gives_way_to_the_truth_that_includes_it()
    {
        Server.Set("chat:room:a", "one");
        var client = Client();
        using var probe = new Probe(client, "chat:room:a");
        await probe.Shows("one");
        var gate = new Gate();
        Server.BeforeWrite = async (_, _) =>
        {
            await gate.Pass();
            return false;
        };

        var mutating = client.MutateAsync(Append("chat:room:a", "two"), Stop);
        var shown = await probe.Shows("one", "two (pending)");
        Assert.True(shown.IsPending);
        gate.Open();
        using var response = await mutating;
        Assert.Equal(201, (int)response.StatusCode);
        await probe.Shows("one", "two");

        // Never without the change in between, and never with it twice.
        Assert.Equal([["one"], ["one", "two (pending)"], ["one", "two"]], probe.Data.Select(data => data!.ToArray()));
        Assert.False(probe.State.IsPending);
    }

    [Fact]
    public async Task The_verifying_sync_carries_the_token_of_the_mutation()
    {
        Server.Set("chat:room:a", "one");
        var client = Client();
        using var probe = new Probe(client, "chat:room:a");
        await probe.Shows("one");

        (await client.MutateAsync(Append("chat:room:a", "two"), Stop)).Dispose();
        await probe.Shows("one", "two");

        Assert.Equal(2, Server.Syncs.Last().Seen);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_failed_verify_leaves_the_change_on_the_screen_and_is_retried(bool bumped)
    {
        Server.SendBumped = bumped;
        Server.Set("chat:room:a", "one");
        var client = Client();
        using var probe = new Probe(client, "chat:room:a");
        await probe.Shows("one");
        var down = true;
        Server.BeforeSync = context => down ? ScriptedServer.Fail(context, 503) : Task.FromResult(false);

        (await client.MutateAsync(Append("chat:room:a", "two"), Stop)).Dispose();
        var failed = await probe.Until(state => state.Error is not null);
        Assert.Equal(["one", "two (pending)"], failed.Data);
        Assert.True(failed.IsPending);
        down = false;

        await probe.Shows("one", "two");
        Assert.DoesNotContain(probe.Data.Skip(1), data => data is ["one"]);
    }

    [Fact]
    public async Task A_sync_that_left_before_the_mutation_confirms_nothing()
    {
        Server.SendBumped = false;
        Server.Set("chat:room:a", "one");
        var client = Client();
        using var probe = new Probe(client, "chat:room:a");
        await probe.Shows("one");
        // An answer made before the write, which arrives after it.
        var early = new Gate();
        var syncs = 0;
        Server.BeforeSyncAnswer = _ => Interlocked.Increment(ref syncs) == 1 ? early.Pass() : Task.CompletedTask;
        client.Trigger(RealityTrigger.Focus);
        await early.Reached;

        (await client.MutateAsync(Append("chat:room:a", "two"), Stop)).Dispose();
        early.Open();

        await probe.Shows("one", "two");
        Assert.Equal([["one"], ["one", "two (pending)"], ["one", "two"]], probe.Data.Select(data => data!.ToArray()));
    }

    [Fact]
    public async Task A_mutation_that_changes_nothing_for_a_key_gives_way_too()
    {
        Server.Set("chat:room:a", "one");
        var client = Client();
        using var probe = new Probe(client, "chat:room:a");
        await probe.Shows("one");
        var mutation = Append("chat:room:other", "elsewhere", show: false)
            .Show<IReadOnlyList<string>>("chat:room:a", lines => [.. lines ?? [], "guessed wrongly"]);

        (await client.MutateAsync(mutation, Stop)).Dispose();

        await probe.Until(state => !state.IsPending && state.Data is ["one"]);
    }

    [Fact]
    public async Task Rule_5b_Bumped_triggers_a_sync_and_raises_no_known_version()
    {
        Server.Set("chat:room:a", "one");
        var client = Client();
        using var probe = new Probe(client, "chat:room:a");
        await probe.Shows("one");
        // Someone else's write lies between what is known and what the mutation reports.
        Server.Append("chat:room:a", "between");

        (await client.MutateAsync(Append("chat:room:a", "mine", show: false), Stop)).Dispose();

        await probe.Shows("one", "between", "mine");
        Assert.Equal(2, Server.Syncs.Last().Known["chat:room:a"]);
    }

    [Fact]
    public async Task Rule_5b_An_answer_seen_elsewhere_can_be_handed_in()
    {
        Server.Set("chat:room:a", "one");
        var client = Client();
        using var probe = new Probe(client, "chat:room:a");
        await probe.Shows("one");
        using var http = Server.Connect();
        using var response = await http.PostAsync("/write?key=chat:room:a", new StringContent("two"), Stop);

        client.Observe(response);

        await probe.Shows("one", "two");
    }

    [Fact]
    public async Task A_mutation_whose_answer_is_lost_is_taken_out_and_the_truth_decides()
    {
        Server.Set("chat:room:a", "one");
        var client = Client();
        using var probe = new Probe(client, "chat:room:a");
        await probe.Shows("one");
        Server.BeforeWrite = (key, context) =>
        {
            Server.Append(key, "two");
            return ScriptedServer.Break(context);
        };

        var error = await Assert.ThrowsAsync<RealityException>(() => client.MutateAsync(Append("chat:room:a", "two"), Stop));

        Assert.True(error.IsTransient);
        await probe.Shows("one", "two");
    }

    [Fact]
    public async Task A_change_that_throws_hides_nothing()
    {
        Server.Set("chat:room:a", "one");
        var client = Client();
        using var probe = new Probe(client, "chat:room:a");
        await probe.Shows("one");
        var mutation = Append("chat:room:a", "two", show: false)
            .Show<IReadOnlyList<string>>("chat:room:a", _ => throw new InvalidOperationException("of no use"));

        (await client.MutateAsync(mutation, Stop)).Dispose();

        await probe.Shows("one", "two");
        Assert.Contains(Events, e => e is { Kind: RealityEventKind.CallbackFailed, Error: InvalidOperationException });
    }

    [Fact]
    public async Task A_cancelled_mutation_is_taken_out()
    {
        Server.Set("chat:room:a", "one");
        var client = Client();
        using var probe = new Probe(client, "chat:room:a");
        await probe.Shows("one");
        Server.BeforeWrite = (_, context) => Server.HangAsync(context);
        using var cancel = new CancellationTokenSource();

        var mutating = client.MutateAsync(Append("chat:room:a", "two"), cancel.Token);
        await probe.Shows("one", "two (pending)");
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => mutating);
        await probe.Shows("one");
    }

    [Fact]
    public async Task A_mutation_of_a_key_in_use_with_another_type_is_refused_before_it_is_sent()
    {
        var client = Client();
        using var probe = new Probe(client, "chat:room:a");
        var mutation = Append("chat:room:a", "two", show: false).Show<string>("chat:room:a", text => $"{text}!");

        await Assert.ThrowsAsync<InvalidOperationException>(() => client.MutateAsync(mutation, Stop));
    }
}
