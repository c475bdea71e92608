using System.Net;
using System.Net.Sockets;

namespace Reality.Processes.Network;

/// <summary>One connection through a proxy.</summary>
internal sealed class ProxiedConnection(TcpProxy proxy, Socket client) : IDisposable
{
    private readonly Socket _server = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    public async Task RunAsync(int target)
    {
        try
        {
            client.NoDelay = true;
            await _server.ConnectAsync(new IPEndPoint(IPAddress.Loopback, target));
            await Task.WhenAll(PumpAsync(client, _server, CommitCut.BeforeServer), PumpAsync(_server, client, CommitCut.AfterServer));
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
        }

        Reset();
    }

    /// <summary>Ends both sides by a reset, as a dead machine's neighbour does.</summary>
    public void Reset()
    {
        Reset(client);
        Reset(_server);
    }

    public void Dispose()
    {
        client.Dispose();
        _server.Dispose();
    }

    private static void Reset(Socket socket)
    {
        try
        {
            socket.LingerState = new LingerOption(true, 0);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
        }

        socket.Dispose();
    }

    private async Task PumpAsync(Socket from, Socket to, CommitCut direction)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer) is > 0 and var count)
            {
                await proxy.HoldAsync();
                if (proxy.MustCut(direction, buffer.AsSpan(0, count)))
                    break;

                for (var sent = 0; sent < count;)
                    sent += await to.SendAsync(buffer.AsMemory(sent, count - sent));
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
        }

        Reset();
    }
}
