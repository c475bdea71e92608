namespace Reality.Client.Tests.Rules;

/// <summary>What a new life of the storage means to what is held.</summary>
public sealed class EpochTests : ClientTest
{
    [Fact]
    public async Task A_new_epoch_makes_every_held_key_due_also_those_not_asked_for()
    {
        Server.Set("chat:room:a", "a1");
        Server.Set("chat:room:b", "b1");
        var client = Client(options => options.MaxKeysPerSync = 1);
        using var a = new Probe(client, "chat:room:a");
        using var b = new Probe(client, "chat:room:b");
        await a.Shows("a1");
        await b.Shows("b1");

        // Restored from a backup: the version is one that the client has seen with other content.
        Server.BeginEpoch("epoch-2", 0);
        Server.Set("chat:room:b", "b2");
        await client.SyncAsync(["chat:room:a"], Stop);

        await b.Shows("b2");
        Assert.Equal(2, b.State.Version);
        await a.IsFreshAt(1);
        Assert.Equal(["a1"], a.State.Data);
    }

    [Fact]
    public async Task A_token_of_an_old_epoch_is_forgotten()
    {
        for (var i = 0; i < 9; i++)
            Server.Set("chat:room:a", $"{i}");
        var client = Client();
        using var probe = new Probe(client, "chat:room:a");
        await probe.Shows("8");
        await client.SyncAllAsync(cancellationToken: Stop);
        Assert.Equal(9, Server.Syncs.Last().Seen);

        Server.BeginEpoch("epoch-2", 1_000);
        Server.Set("chat:room:a", "new");
        await client.SyncAllAsync(cancellationToken: Stop);
        await client.SyncAllAsync(cancellationToken: Stop);

        Assert.Equal(1, Server.Syncs.Last().Seen);
        Assert.Equal("epoch-2", Server.Syncs.Last().Epoch);
        Assert.Equal(["new"], probe.State.Data);
    }

    [Fact]
    public async Task Two_servers_of_different_epochs_do_not_make_the_client_ask_without_a_pause()
    {
        Server.Set("chat:room:a", "a");
        Server.Set("chat:room:b", "b");
        var client = Client(options => (options.RetryBase, options.MaxKeysPerSync) = (TimeSpan.FromSeconds(1), 1));
        using var a = new Probe(client, "chat:room:a");
        using var b = new Probe(client, "chat:room:b");
        await a.Shows("a");
        await b.Shows("b");
        Server.BeforeSync = _ =>
        {
            Server.Epoch = Server.Epoch == "epoch-1" ? "epoch-2" : "epoch-1";
            return Task.FromResult(false);
        };
        var before = Server.Syncs.Count;

        await client.SyncAsync(["chat:room:a"], Stop);
        await Task.Delay(1_000, Stop);

        Assert.InRange(Server.Syncs.Count - before, 1, 20);
    }

    [Fact]
    public async Task A_version_below_the_known_one_is_taken_as_a_reset()
    {
        Server.Base = 100;
        Server.Set("chat:room:a", "one");
        var client = Client();
        using var probe = new Probe(client, "chat:room:a");
        await probe.Shows("one");
        Assert.Equal(102, probe.State.Version);

        Server.Base = 0;
        Server.Set("chat:room:a", "two");
        await client.SyncAllAsync(cancellationToken: Stop);

        Assert.Equal(["two"], probe.State.Data);
        Assert.Equal(3, probe.State.Version);
    }

    [Fact]
    public async Task A_mutation_answered_by_a_new_epoch_is_verified_against_the_latest_state()
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
        await gate.Reached;
        Server.BeginEpoch("epoch-2", 1_000);
        await client.SyncAllAsync(cancellationToken: Stop);
        gate.Open();
        (await mutating).Dispose();

        await probe.Shows("one", "two");
        Assert.False(probe.State.IsPending);
        Assert.Null(Server.Syncs.Last().Seen);
    }
}
