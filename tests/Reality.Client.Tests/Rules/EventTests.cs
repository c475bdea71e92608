namespace Reality.Client.Tests.Rules;

/// <summary>What the engine did, and why, as lines to read.</summary>
public sealed class EventTests : ClientTest
{
    private const string A = "chat:room:a";

    [Fact]
    public async Task A_line_says_what_happened_why_from_and_to_which_version_and_what_the_hash_said()
    {
        Server.Set(A, "one");
        var client = Client();
        using var probe = new Probe(client, A);
        await probe.IsFreshAt(2);
        Server.Set(A, "two");
        client.Trigger(RealityTrigger.Focus);
        await probe.IsFreshAt(3);
        Server.Set(A, "three");
        Server.Set(A, "two");
        await client.SyncAllAsync(cancellationToken: Stop);

        var lines = Events.Select(e => e.ToString()).ToList();
        Assert.Equal(
            [
                "asked because mount, 1 key of the server",
                "answered: 1 of 1 keys changed",
                "fetched chat:room:a because mount, v0→v2",
                "shown chat:room:a: mount, v0→v2",
                "asked because focus, 1 key of the server",
                "answered: 1 of 1 keys changed",
                "refetched chat:room:a because focus, v2→v3, hash differs",
                "shown chat:room:a: focus, v2→v3",
                "asked because manual, 1 key of the server",
                "answered: 1 of 1 keys changed",
                "kept chat:room:a because manual, v3→v5, same hash",
            ],
            lines);
    }

    [Fact]
    public async Task Trouble_is_told_with_its_cause()
    {
        Server.BeforeSync = context => ScriptedServer.Fail(context, 400);
        using var probe = new Probe(Client(), A);
        await probe.Until(state => state.Error is not null);

        Assert.Equal("sync failed: The sync was answered 400 Bad Request.", Events.Last().ToString());
    }

    [Fact]
    public async Task A_listener_that_throws_disturbs_nothing()
    {
        Server.Set(A, "one");
        using var probe = new Probe(Client(options => options.OnEvent = _ => throw new InvalidOperationException()), A);

        await probe.Shows("one");
    }
}
