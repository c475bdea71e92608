using System.Diagnostics;
using Reality.Client;
using Reality.Typed.Tests.Serving;

namespace Reality.Typed.Tests;

/// <summary>One declaration, in contracts that know neither side: the server weaves it, the client has its keys, with routes and types.</summary>
public sealed class ClientTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_console_client_reads_and_watches_by_key_alone()
    {
        await using var server = await RoomsServer.StartAsync();
        await server.SayAsync("a/b", "hello");
        using var client = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Typed.Client.dll"), server.Address.ToString(), "a/b"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;

        Assert.Equal("1 lines", await client.StandardOutput.ReadLineAsync(Token));
        Assert.Equal("watching", await client.StandardOutput.ReadLineAsync(Token));
        await server.SayAsync("a/b", "bye");
        Assert.EndsWith("hello|bye", (await client.StandardOutput.ReadToEndAsync(Token)).TrimEnd(), StringComparison.Ordinal);
        await client.WaitForExitAsync(Token);

        Assert.Equal("", await client.StandardError.ReadToEndAsync(Token));
        Assert.Equal(0, client.ExitCode);
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("a%2Fb")]
    [InlineData("a%252Fb")]
    [InlineData("chat:room")]
    [InlineData("two words + more")]
    [InlineData("100% Ünï😀")]
    [InlineData("?query#fragment;matrix=1&x")]
    [InlineData("...")]
    [InlineData("%2e%2E")]
    [InlineData("\\\"'<>{}|^`[]")]
    public async Task A_value_reaches_the_server_as_the_client_has_it(string value)
    {
        await using var server = await RoomsServer.StartAsync();
        await server.SayAsync(value, value);
        using var http = new HttpClient { BaseAddress = server.Address };
        await using var client = new RealityClient(http);

        var line = Assert.Single(await client.GetAsync(Keys.Chat.Room(value), Token));
        var count = await client.GetAsync(Keys.Chat.RoomWord(value, value), Token);

        Assert.Equal((value, value, 1), (line.RoomId, line.Text, count));
    }

    [Fact]
    public void The_context_beside_the_contract_reads_the_payload_as_servers_write_it()
    {
        var listed = Keys.Chat.Room("general");
        var unlisted = Keys.Chat.RoomWord("general", "hello");

        var lines = (IReadOnlyList<Line>?)System.Text.Json.JsonSerializer.Deserialize("""[{"id":"7","ROOMID":"general","text":"hi"}]""", listed.PayloadType!);

        Assert.Equal([new Line(7, "general", "hi")], lines);
        Assert.Null(unlisted.PayloadType);
        Assert.Equal("/words/hello/in/general", unlisted.Url);
        Assert.Throws<InvalidOperationException>(() => default(ChatRoomKey).Url);
    }
}
