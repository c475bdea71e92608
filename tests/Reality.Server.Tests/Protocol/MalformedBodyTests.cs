using System.Net;
using System.Text.Json.Nodes;
using Reality.Server.Tests.Hosting;
using Xunit;

namespace Reality.Server.Tests.Protocol;

public sealed class MalformedBodyTests(MalformedBodyTests.SharedApp shared) : IClassFixture<MalformedBodyTests.SharedApp>
{
    public static TheoryData<string, string, string> Refused =>
        [.. MalformedBodies.Refused.Select(row => (row.Name, row.Body, row.Pointer))];

    public static TheoryData<string, string> Accepted => [.. MalformedBodies.Accepted.Select(row => (row.Name, row.Body))];

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Code_400(string name, string body, string member)
    {
        var reply = await shared.App.PostAsync(body);

        Assert.True(reply.Status == HttpStatusCode.BadRequest, $"{name}: {reply.Status} {reply.Text}");
        Assert.Equal("application/problem+json", reply.Response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(400, (int)reply.Json["status"]!);
        Assert.Equal("Bad Request", (string)reply.Json["title"]!);
        var error = Assert.Single(reply.Json["errors"]!.AsArray())!.AsObject();
        Assert.Equal(member, (string)error["pointer"]!);
        Assert.NotEmpty((string)error["detail"]!);
    }

    [Theory]
    [MemberData(nameof(Accepted))]
    public async Task Code_200(string name, string body)
    {
        var reply = await shared.App.PostAsync(body);

        Assert.True(reply.Status == HttpStatusCode.OK, $"{name}: {reply.Status} {reply.Text}");
    }

    [Fact]
    public async Task Code_400_for_bytes_that_are_not_UTF8()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/reality/sync")
        {
            Content = new ByteArrayContent([.. "{\"known\":{\""u8, 0xC3, 0x28, .. "\":1}}"u8])
            {
                Headers = { { "Content-Type", "application/json" } },
            },
        };

        var reply = await shared.App.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
        Assert.Contains("UTF-8", (string)reply.Json["detail"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1000, HttpStatusCode.OK)]
    [InlineData(1001, HttpStatusCode.BadRequest)]
    public async Task Code_400_for_more_than_1000_keys(int count, HttpStatusCode expected)
    {
        var reply = await shared.App.SyncAsync([.. Enumerable.Range(0, count).Select(i => ($"chat:room:{i}", 1L))]);

        Assert.Equal(expected, reply.Status);
        if (expected == HttpStatusCode.BadRequest)
            Assert.Equal("#/known", (string)reply.Json["errors"]![0]!["pointer"]!);
    }

    [Fact]
    public async Task A_bad_request_does_not_spoil_the_next_on_its_connection()
    {
        Assert.Equal(HttpStatusCode.BadRequest, (await shared.App.PostAsync("""{"known":{"chat:room:a":1,"chat:room:b":-1}}""")).Status);

        var reply = await shared.App.SyncAsync(("chat:room:c", 0));

        Assert.Equal(["chat:room:c"], reply.Changed);
    }

    public sealed class SharedApp : IAsyncLifetime
    {
        internal RunningApp App { get; private set; } = null!;

        public async ValueTask InitializeAsync() => App = await RunningApp.InMemoryAsync();

        public ValueTask DisposeAsync() => App.DisposeAsync();
    }
}
