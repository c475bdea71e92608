namespace Reality.Client.Tests.Regressions;

/// <summary>The mistakes of the original that must not come back, by their number in the protocol's list.</summary>
public sealed class RegressionTests : ClientTest
{
    [Fact]
    public async Task Item_1_The_version_is_recorded_only_when_the_payload_has_arrived()
    {
        Server.Set("chat:room:a", "one");
        var failures = 3;
        Server.BeforePayload = (_, context) =>
            Interlocked.Decrement(ref failures) >= 0 ? ScriptedServer.Fail(context, 500) : Task.FromResult(false);
        using var probe = new Probe(Client(), "chat:room:a");

        await probe.Shows("one");

        // Each sync before the payload was in hand said "I hold nothing".
        Assert.All(Server.Syncs, sync => Assert.Equal(0, sync.Known["chat:room:a"]));
        Assert.True(Server.Syncs.Count >= 2);
        Assert.Equal(Server.Version("chat:room:a"), probe.State.Version);
    }

    [Fact]
    public async Task Item_2_An_invalidation_without_a_new_hash_is_fetched()
    {
        Server.FreshHashes = true;
        Server.Set("chat:room:a", "one");
        var client = Client();
        using var probe = new Probe(client, "chat:room:a");
        await probe.Shows("one");

        Server.Set("chat:room:a", "one, edited in place");
        await client.SyncAllAsync(cancellationToken: Stop);

        Assert.Equal(["one, edited in place"], probe.State.Data);
    }

    [Fact]
    public async Task Item_5_A_key_mounted_while_a_sync_is_under_way_syncs_right_after()
    {
        Server.Set("chat:room:a", "a");
        Server.Set("chat:room:b", "b");
        var gate = new Gate();
        Server.BeforeSyncAnswer = _ => gate.Pass();
        var client = Client();
        using var first = new Probe(client, "chat:room:a");
        await gate.Reached;
        using var second = new Probe(client, "chat:room:b");
        gate.Open();

        await first.Shows("a");
        await second.Shows("b");
    }

    [Fact]
    public async Task Item_5_A_hanging_fetch_harms_its_own_key_alone()
    {
        foreach (var key in (string[])["chat:room:a", "chat:room:b", "chat:room:c"])
            Server.Set(key, "1");
        Server.BeforePayload = (key, context) => key == "chat:room:a" ? Server.HangAsync(context) : Task.FromResult(false);
        var client = Client(options => options.TogetherTimeout = TimeSpan.FromMilliseconds(100));
        using var hanging = new Probe(client, "chat:room:a");
        using var beside = new Probe(client, "chat:room:b");

        await beside.Shows("1");
        using var later = new Probe(client, "chat:room:c");
        await later.Shows("1");
        Server.Set("chat:room:b", "2");
        client.Trigger(RealityTrigger.Focus);
        await beside.Shows("2");

        Assert.Equal(RealityStatus.Loading, hanging.State.Status);
    }

    [Fact]
    public async Task Item_5_More_hanging_fetches_than_places_still_harm_nobody_else()
    {
        Server.BeforePayload = (key, context) => key.StartsWith("hang:", StringComparison.Ordinal) ? Server.HangAsync(context) : Task.FromResult(false);
        Server.Set("chat:room:a", "1");
        var client = Client(options => (options.MaxParallelFetches, options.TogetherTimeout) = (2, TimeSpan.FromMilliseconds(100)));
        var hanging = Enumerable.Range(0, 6).Select(i => new Probe(client, $"hang:{i}")).ToList();
        await Eventually(() => Server.Payloads.Count >= 2, "the hanging ones have begun");

        using var healthy = new Probe(client, "chat:room:a");

        await healthy.Shows("1");
        hanging.ForEach(probe => probe.Dispose());
    }

    [Fact]
    public async Task Item_5_Payloads_are_fetched_in_parallel_with_a_bound()
    {
        var now = 0;
        var most = 0;
        Server.BeforePayload = async (_, _) =>
        {
            var running = Interlocked.Increment(ref now);
            InterlockedMax(ref most, running);
            await Task.Delay(50, Stop);
            Interlocked.Decrement(ref now);
            return false;
        };
        var client = Client(options => options.MaxParallelFetches = 4);
        var probes = Enumerable.Range(0, 12).Select(i => new Probe(client, $"chat:room:{i}")).ToList();

        foreach (var probe in probes)
            await probe.Until(state => state.HasData);

        Assert.Equal(4, most);
        probes.ForEach(probe => probe.Dispose());
    }

    [Fact]
    public async Task Item_6_Taking_out_one_of_two_overlapping_mutations_leaves_the_other_and_newer_data()
    {
        Server.Set("chat:room:a", "one");
        var client = Client();
        using var probe = new Probe(client, "chat:room:a");
        await probe.Shows("one");
        var first = new Gate();
        var second = new Gate();
        var writes = 0;
        Server.BeforeWrite = async (_, context) =>
        {
            if (Interlocked.Increment(ref writes) == 1)
            {
                await first.Pass();
                return await ScriptedServer.Fail(context, 422);
            }

            await second.Pass();
            return false;
        };

        var failing = client.MutateAsync(Append("chat:room:a", "bad"), Stop);
        await first.Reached;
        var succeeding = client.MutateAsync(Append("chat:room:a", "good"), Stop);
        await second.Reached;
        await probe.Shows("one", "bad (pending)", "good (pending)");
        Server.Append("chat:room:a", "of someone else");
        client.Trigger(RealityTrigger.Focus);
        await probe.Shows("one", "of someone else", "bad (pending)", "good (pending)");

        first.Open();
        var error = await Assert.ThrowsAsync<RealityException>(() => failing);
        Assert.Equal(422, (int)error.StatusCode!);
        await probe.Shows("one", "of someone else", "good (pending)");
        second.Open();
        (await succeeding).Dispose();
        await probe.Shows("one", "of someone else", "good");
        Assert.False(probe.State.IsPending);
    }

    [Fact]
    public async Task Item_6_A_failed_mutation_of_a_key_without_data_leaves_no_phantom()
    {
        Server.BeforePayload = (_, context) => ScriptedServer.Fail(context, 500);
        var gate = new Gate();
        Server.BeforeWrite = async (_, context) =>
        {
            await gate.Pass();
            return await ScriptedServer.Fail(context, 409);
        };
        var client = Client();
        using var probe = new Probe(client, "chat:room:a");

        var failing = client.MutateAsync(Append("chat:room:a", "lost"), Stop);
        await probe.Until(state => state.IsPending && state.Data is ["lost (pending)"]);
        gate.Open();
        await Assert.ThrowsAsync<RealityException>(() => failing);

        var state = await probe.Until(state => !state.IsPending);
        Assert.False(state.HasData);
        Assert.Null(state.Data);
        await Eventually(() => probe.Data is [.., null], "the withdrawal is told as data too");
    }

    [Fact]
    public async Task Item_10_A_400_is_not_repeated_and_blacklists_nobody()
    {
        Server.Set("chat:room:a", "one");
        var bad = true;
        Server.BeforeSync = context => bad ? ScriptedServer.Fail(context, 400) : Task.FromResult(false);
        var client = Client();
        using var probe = new Probe(client, "chat:room:a");

        await probe.Until(state => state.Status == RealityStatus.Error);
        await Task.Delay(500, Stop);
        Assert.Single(Server.Syncs);
        Assert.Equal(400, (int)Assert.IsType<RealityException>(Assert.Single(probe.Errors)).StatusCode!);

        bad = false;
        client.Trigger(RealityTrigger.Focus);
        await probe.Shows("one");
        Assert.Null(probe.State.Error);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(0)]
    public async Task Item_10_Configured_retries_are_made(int status)
    {
        Server.Set("chat:room:a", "one");
        var failures = 3;
        Server.BeforeSync = context => Interlocked.Decrement(ref failures) < 0 ? Task.FromResult(false)
            : status == 0 ? ScriptedServer.Break(context)
            : ScriptedServer.Fail(context, status);
        using var probe = new Probe(Client(), "chat:room:a");

        await probe.Shows("one");

        Assert.Equal(4, Server.Syncs.Count);
        Assert.Single(probe.Errors);
    }

    [Fact]
    public async Task Item_10_Retries_end_after_the_configured_number_and_begin_anew_with_a_trigger()
    {
        Server.Set("chat:room:a", "one");
        var down = true;
        Server.BeforeSync = context => down ? ScriptedServer.Fail(context, 503) : Task.FromResult(false);
        var client = Client(options => (options.MaxRetries, options.RetryBase) = (2, TimeSpan.FromMilliseconds(1)));
        using var probe = new Probe(client, "chat:room:a");
        await probe.Until(state => state.Status == RealityStatus.Error);
        await Eventually(() => Server.Syncs.Count == 3, "one attempt and two retries");
        await Task.Delay(200, Stop);
        Assert.Equal(3, Server.Syncs.Count);

        down = false;
        client.Trigger(RealityTrigger.Focus);

        await probe.Shows("one");
    }

    private static void InterlockedMax(ref int most, int value)
    {
        int seen;
        while (value > (seen = Volatile.Read(ref most)) && Interlocked.CompareExchange(ref most, value, seen) != seen)
        {
        }
    }
}
