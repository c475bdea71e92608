using System.Net;
using Reality.Server.Tests.Hosting;
using Xunit;

namespace Reality.Server.Tests.Protocol;

public sealed class SyncTests
{
    [Fact]
    public async Task A_key_that_nobody_wrote_is_answered_at_its_first_version()
    {
        await using var app = await RunningApp.OnSqliteAsync();

        var reply = await app.SyncAsync(("chat:room:general", 0));

        Assert.Equal(HttpStatusCode.OK, reply.Status);
        Assert.Equal(1, reply.Version("chat:room:general"));
        Assert.Equal("!1", reply.Hash("chat:room:general"));
        Assert.False(reply.Json.ContainsKey("refused"));
    }

    [Fact]
    public async Task A_write_raises_the_version_by_one_and_only_that_keys()
    {
        await using var app = await RunningApp.OnSqliteAsync();

        await app.Notes.SetAsync("general", "hello", TestContext.Current.CancellationToken);
        var reply = await app.SyncAsync(("chat:room:general", 1), ("chat:room:random", 1));

        Assert.Equal(["chat:room:general"], reply.Changed);
        Assert.Equal(2, reply.Version("chat:room:general"));
        Assert.Empty((await app.SyncAsync(("chat:room:general", 2))).Changed);
    }

    [Fact]
    public async Task The_answer_has_the_fields_of_the_protocol_in_its_order()
    {
        await using var app = await RunningApp.OnSqliteAsync();

        var reply = await app.SyncAsync(("chat:room:general", 0), ("user:9:profile", 1));

        Assert.Equal(["changed", "mesh", "serverTime", "epoch", "refused"], reply.Json.Select(member => member.Key));
        Assert.Equal(["peers", "serverVersion"], reply.Json["mesh"]!.AsObject().Select(member => member.Key));
        Assert.Equal(
            ["key", "version", "hash", "updatedAt"],
            reply.Json["changed"]!["chat:room:general"]!.AsObject().Select(member => member.Key));
        Assert.Equal("chat:room:general", (string)reply.Json["changed"]!["chat:room:general"]!["key"]!);
        Assert.Empty(reply.Json["mesh"]!["peers"]!.AsArray());
        Assert.Equal("application/json", reply.Response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(["user:9:profile"], reply.Refused);
    }
}
