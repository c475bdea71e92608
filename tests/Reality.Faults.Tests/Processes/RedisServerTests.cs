using System.Net;
using System.Net.Sockets;
using System.Text;
using Reality.Processes.Redis;
using Xunit;

namespace Reality.Faults.Tests.Processes;

public sealed class RedisServerTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_answers_dies_comes_back_and_pauses()
    {
        Assert.SkipWhen(RedisServer.Missing is not null, RedisServer.Missing ?? "");
        await using var server = await RedisServer.StartAsync(Cancel);
        Assert.Equal("+PONG", await PingAsync(server));
        await server.KillAsync();
        await Assert.ThrowsAnyAsync<SocketException>(() => PingAsync(server));
        await server.StartAgainAsync(Cancel);
        server.Pause();
        var answer = PingAsync(server);
        await Task.Delay(100, Cancel);
        Assert.False(answer.IsCompleted);
        server.Resume();
        Assert.Equal("+PONG", await answer);
    }

    private static async Task<string> PingAsync(RedisServer server)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPEndPoint.Parse(server.Address), Cancel);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes("PING\r\n"), Cancel);
        var buffer = new byte[16];
        return Encoding.ASCII.GetString(buffer, 0, await client.GetStream().ReadAsync(buffer, Cancel)).TrimEnd();
    }
}
