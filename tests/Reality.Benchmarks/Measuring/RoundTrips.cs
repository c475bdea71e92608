using System.Net;
using System.Net.Sockets;

namespace Reality.Benchmarks.Measuring;

/// <summary>
/// Stands between one client and a server and counts round trips: how often the client speaks after it has heard something. What it sends
/// in several pieces without waiting counts once.
/// </summary>
internal sealed class RoundTrips : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _target;
    private int _count;

    public RoundTrips(int target)
    {
        _target = target;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _ = AcceptAsync();
    }

    /// <summary>Where to connect to instead of the server.</summary>
    public int Port { get; }

    /// <summary>How many there were on all connections together.</summary>
    public int Count => Volatile.Read(ref _count);

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ForwardAsync(await _listener.AcceptSocketAsync());
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task ForwardAsync(Socket client)
    {
        using var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        client.NoDelay = true;
        using (client)
        {
            try
            {
                await server.ConnectAsync(new IPEndPoint(IPAddress.Loopback, _target));
                var heard = new Side();
                await Task.WhenAny(PumpAsync(client, server, () => heard.Ask(this)), PumpAsync(server, client, heard.Hear));
            }
            catch (SocketException)
            {
            }
        }
    }

    private static async Task PumpAsync(Socket from, Socket to, Action passed)
    {
        var buffer = new byte[64 * 1024];
        while (await from.ReceiveAsync(buffer) is > 0 and var count)
        {
            passed();
            for (var sent = 0; sent < count;)
                sent += await to.SendAsync(buffer.AsMemory(sent, count - sent));
        }
    }

    private sealed class Side
    {
        private int _heard = 1;

        public void Hear() => Volatile.Write(ref _heard, 1);

        public void Ask(RoundTrips trips)
        {
            if (Interlocked.Exchange(ref _heard, 0) == 1)
                Interlocked.Increment(ref trips._count);
        }
    }
}
