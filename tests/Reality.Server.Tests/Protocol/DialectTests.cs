using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Reality.Server.Hints;
using Reality.Server.Tests.Hosting;
using Reality.Wire;
using Xunit;

namespace Reality.Server.Tests.Protocol;

/// <summary>Requests that carry a client's id and a mode get the peers in the form that the original library requires.</summary>
public sealed class DialectTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("""{"known":{},"clientId":"0b2f9d4e-7a39-4f5e-8a55-1c8b0f3b2a10","mode":"native","hint":"mount","timestamp":1699876543210}""")]
    [InlineData("""{"mode":"sse-compat","clientId":"x","known":{}}""")]
    [InlineData("""{"known":{},"clientId":7,"mode":{"of":["another","kind"]},"hint":"no such hint","timestamp":"noon","more":[{}]}""")]
    public async Task With_both_members_peers_are_an_object(string body)
    {
        await using var app = await StartAsync();

        var peers = (await app.PostAsync(body)).Json["mesh"]!["peers"]!;

        Assert.Equal(
            """{"https://a.example":"healthy","https://b.example":"degraded","https://c.example":"unhealthy","https://d.example/x":"unknown"}""",
            peers.ToJsonString());
    }

    [Theory]
    [InlineData("""{"known":{}}""")]
    [InlineData("""{"known":{},"clientId":"x"}""")]
    [InlineData("""{"known":{},"mode":"native"}""")]
    [InlineData("""{"known":{},"clientId":null,"mode":"native"}""")]
    [InlineData("""{"known":{"chat:room:clientId":0},"inner":{"clientId":"x","mode":"native"}}""")]
    public async Task Without_both_they_are_the_list_of_the_healthy(string body)
    {
        await using var app = await StartAsync();

        Assert.Equal("""["https://a.example"]""", (await app.PostAsync(body)).Json["mesh"]!["peers"]!.ToJsonString());
    }

    [Theory]
    [InlineData("interaction")]
    [InlineData("focus")]
    [InlineData("idle")]
    [InlineData("mutation")]
    [InlineData("mount")]
    [InlineData("reconnect")]
    [InlineData("poll")]
    public async Task Every_hint_is_taken_and_the_rest_of_the_answer_is_the_same(string hint)
    {
        await using var app = await StartAsync();

        var native = (await app.PostAsync("""{"known":{"chat:room:a":0,"user:x:profile":0}}""")).Json;
        var dialect = (await app.PostAsync(
            $$"""{"known":{"chat:room:a":0,"user:x:profile":0},"clientId":"x","mode":"native","hint":"{{hint}}","timestamp":1}""")).Json;

        native["mesh"]!["peers"] = dialect["mesh"]!["peers"] = null;
        native["serverTime"] = dialect["serverTime"] = null;
        Assert.Equal(native.ToJsonString(), dialect.ToJsonString());
    }

    [Fact]
    public async Task A_held_sync_is_answered_in_its_own_dialect()
    {
        await using var app = await StartAsync();
        var known = (await app.SyncAsync(("chat:room:a", 0))).Version("chat:room:a");
        var native = app.PostAsync($$"""{"known":{"chat:room:a":{{known}}},"wait":25000}""");
        var dialect = app.PostAsync($$"""{"known":{"chat:room:a":{{known}}},"wait":25000,"clientId":"x","mode":"native"}""");
        await app.WaitForHeldAsync(2);

        await app.Reality.UpdateNodeAsync("chat:room:a", cancellationToken: Cancel);

        Assert.IsType<JsonArray>((await native).Json["mesh"]!["peers"]);
        Assert.IsType<JsonObject>((await dialect).Json["mesh"]!["peers"]);
        Assert.Equal((await native).Version("chat:room:a"), (await dialect).Version("chat:room:a"));
    }

    [Fact]
    public async Task Our_own_types_read_both_forms()
    {
        await using var app = await StartAsync();
        foreach (var body in new[] { """{"known":{}}""", """{"known":{},"clientId":"x","mode":"native"}""" })
        {
            var answer = System.Text.Json.JsonSerializer.Deserialize((await app.PostAsync(body)).Text, SyncAnswer.JsonTypeInfo)!;
            Assert.Equal(["https://a.example"], answer.Mesh!.Peers);
        }
    }

    private static Task<RunningApp> StartAsync() =>
        RunningApp.InMemoryAsync(services: builder => builder.Services.AddSingleton<IRealityPeers>(new Peers()));

    private sealed class Peers : IRealityPeers
    {
        IReadOnlyList<RealityPeer> IRealityPeers.Peers { get; } =
        [
            new("https://a.example", RealityPeerHealth.Healthy),
            new("https://b.example", RealityPeerHealth.Degraded),
            new("https://c.example", RealityPeerHealth.Unhealthy),
            new("https://d.example/x", RealityPeerHealth.Unknown),
        ];

        public IReadOnlyList<string> HealthyPeers => ["https://a.example"];
    }
}
