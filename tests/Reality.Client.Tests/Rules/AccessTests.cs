namespace Reality.Client.Tests.Rules;

/// <summary>Correctness 5c: what a user may no longer see is dropped and told.</summary>
public sealed class AccessTests : ClientTest
{
    [Fact]
    public async Task Rule_5c_A_refused_key_drops_what_is_held_and_is_not_asked_again_by_itself()
    {
        Server.Set("user:9:profile", "secret");
        var client = Client();
        using var probe = new Probe(client, "user:9:profile");
        await probe.Shows("secret");

        Server.Refused.Add("user:9:profile");
        client.Trigger(RealityTrigger.Focus);

        var state = await probe.Until(state => state.Status == RealityStatus.Refused);
        Assert.False(state.HasData);
        Assert.Null(state.Data);
        Assert.Equal(0, state.Version);
        Assert.IsType<RealityRefusedException>(Assert.Single(probe.Errors));
        await Eventually(() => probe.Data is [_, null], "the withdrawal is told as data too");
        var asked = Server.Syncs.Count;
        await Task.Delay(300, Stop);
        Assert.Equal(asked, Server.Syncs.Count);
    }

    [Fact]
    public async Task A_right_that_comes_back_is_noticed_with_the_next_trigger()
    {
        Server.Set("user:9:profile", "secret");
        Server.Refused.Add("user:9:profile");
        var client = Client();
        using var probe = new Probe(client, "user:9:profile");
        await probe.Until(state => state.Status == RealityStatus.Refused);
        await client.SyncAllAsync(cancellationToken: Stop);
        Assert.Single(probe.Errors);

        Server.Refused.Clear();
        client.Trigger(RealityTrigger.Focus);

        Assert.Null((await probe.Shows("secret")).Error);
    }

    [Theory]
    [InlineData(403)]
    [InlineData(404)]
    public async Task Rule_5c_A_payload_answered_so_drops_what_is_held_and_is_not_retried(int status)
    {
        Server.Set("chat:room:a", "one");
        Server.Set("chat:room:b", "one");
        var client = Client();
        using var probe = new Probe(client, "chat:room:a");
        using var beside = new Probe(client, "chat:room:b");
        await probe.Shows("one");
        await beside.Shows("one");

        Server.BeforePayload = (key, context) => key == "chat:room:a" ? ScriptedServer.Fail(context, status) : Task.FromResult(false);
        Server.SetAll(["chat:room:a", "chat:room:b"], "two");
        client.Trigger(RealityTrigger.Focus);

        var state = await probe.Until(state => state.Status == RealityStatus.Refused);
        Assert.False(state.HasData);
        Assert.Equal(status, (int)Assert.IsType<RealityRefusedException>(state.Error).StatusCode!);
        await beside.Shows("two");
        var asked = Server.Payloads.Count;
        await Task.Delay(300, Stop);
        Assert.Equal(asked, Server.Payloads.Count);
    }

    [Fact]
    public async Task A_403_to_the_sync_as_a_whole_is_an_error_and_drops_nothing()
    {
        Server.Set("chat:room:a", "one");
        var client = Client();
        using var probe = new Probe(client, "chat:room:a");
        await probe.Shows("one");
        Server.BeforeSync = context => ScriptedServer.Fail(context, 403);

        var error = await Assert.ThrowsAsync<RealityException>(() => client.SyncAllAsync(cancellationToken: Stop));

        Assert.Equal(403, (int)error.StatusCode!);
        Assert.False(error.IsTransient);
        var state = await probe.Until(state => state.Status == RealityStatus.Error);
        Assert.Equal(["one"], state.Data);
    }
}
