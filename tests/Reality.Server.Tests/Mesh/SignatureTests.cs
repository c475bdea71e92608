using System.Globalization;
using System.Net;
using System.Text;
using Reality.Server.Tests.Hosting;
using Xunit;

namespace Reality.Server.Tests.Mesh;

public sealed class SignatureTests
{
    private const string Gossip = """{"from":"other","run":"r1","url":"http://127.0.0.1:9","serverVersion":1,"peers":[]}""";

    [Fact]
    public async Task A_signed_message_is_answered_with_a_signature_over_its_nonce()
    {
        await using var cluster = await MeshCluster.StartAsync(1);
        var request = new SignedRequest { Body = Gossip };

        var reply = await cluster.Apps[0].SendAsync(request.ToMessage());

        var timestamp = reply.Response.Headers.GetValues("Reality-Mesh-Timestamp").Single();
        Assert.Equal(HttpStatusCode.OK, reply.Status);
        Assert.Equal(
            SignedRequest.Sign("answer", request.Path, timestamp, request.Nonce, reply.Text),
            reply.Response.Headers.GetValues("Reality-Mesh-Signature").Single());
        Assert.Equal("server-0", (string)reply.Json["from"]!);
        Assert.Equal(cluster.Urls[0], (string)reply.Json["url"]!);
    }

    [Fact]
    public async Task What_is_unsigned_forged_changed_or_old_is_refused_and_teaches_nothing()
    {
        await using var cluster = await MeshCluster.StartAsync(1);
        var request = new SignedRequest { Body = Gossip };
        var forged = SignedRequest.Sign("POST", request.Path, request.Timestamp, request.Nonce, Gossip, secret: "another secret");
        var asAnswer = SignedRequest.Sign("answer", request.Path, request.Timestamp, request.Nonce, Gossip);
        var old = new SignedRequest { Body = Gossip, Timestamp = Ago(TimeSpan.FromMinutes(2)) };
        var early = new SignedRequest { Body = Gossip, Timestamp = Ago(TimeSpan.FromMinutes(-2)) };
        var otherPath = new SignedRequest { Body = Gossip, Path = "/other/mesh" };

        HttpRequestMessage[] wrong =
        [
            new(HttpMethod.Post, "/reality/mesh") { Content = new StringContent(Gossip, Encoding.UTF8, "application/json") },
            request.ToMessage(signature: forged),
            request.ToMessage(signature: asAnswer),
            request.ToMessage(signature: "00"),
            request.ToMessage(body: Gossip.Replace("127.0.0.1", "127.0.0.2", StringComparison.Ordinal)),
            old.ToMessage(),
            early.ToMessage(),
            otherPath.ToMessage(path: "/reality/mesh"),
        ];
        foreach (var message in wrong)
            Assert.Equal(HttpStatusCode.Unauthorized, (await cluster.Apps[0].SendAsync(message)).Status);

        Assert.Equal(0, cluster.Gossip(0).Peers.Count);
        Assert.Equal(1, cluster.Log.Count("mesh messages since"));
    }

    [Fact]
    public async Task A_message_is_taken_once()
    {
        await using var cluster = await MeshCluster.StartAsync(1);
        var request = new SignedRequest();

        var first = await cluster.Apps[0].SendAsync(request.ToMessage());
        var again = await cluster.Apps[0].SendAsync(request.ToMessage());

        Assert.Equal(HttpStatusCode.OK, first.Status);
        Assert.Equal(HttpStatusCode.Unauthorized, again.Status);
    }

    [Fact]
    public async Task A_message_that_is_too_long_is_refused_before_it_is_read_whole()
    {
        await using var cluster = await MeshCluster.StartAsync(1);
        var request = new SignedRequest { Body = $$"""{"from":"{{new string('x', 70_000)}}"}""" };

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await cluster.Apps[0].SendAsync(request.ToMessage())).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"peers":null}""")]
    [InlineData("""{"news":[{"number":1.5}]}""")]
    public async Task A_signed_message_that_is_malformed_is_400(string body)
    {
        await using var cluster = await MeshCluster.StartAsync(1);

        Assert.Equal(HttpStatusCode.BadRequest, (await cluster.Apps[0].SendAsync(new SignedRequest { Body = body }.ToMessage())).Status);
    }

    [Fact]
    public async Task Without_a_secret_nothing_is_mapped()
    {
        await using var cluster = await MeshCluster.StartAsync(1, (_, options, _) => options.Secret = null);

        Assert.Equal(HttpStatusCode.NotFound, (await cluster.Apps[0].SendAsync(new SignedRequest().ToMessage())).Status);
        Assert.Equal(1, cluster.Log.Count("UseMesh was called without a secret"));
    }

    private static string Ago(TimeSpan time) =>
        (DateTimeOffset.UtcNow - time).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
}
