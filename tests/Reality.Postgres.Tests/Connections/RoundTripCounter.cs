using System.Net;
using System.Net.Sockets;

namespace Reality.Postgres.Tests.Connections;

/// <summary>Forwards connections to PostgreSQL and counts how often a client speaks after having been answered: its round trips.</summary>
internal sealed class RoundTripCounter : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly int _target;
    private int _count;

    public RoundTripCounter(int target)
    {
        _target = target;
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Round trips since the last time it was asked.</summary>
    public int Take() => Interlocked.Exchange(ref _count, 0);

    public void Dispose()
    {
        _end.Cancel();
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ForwardAsync(await _listener.AcceptTcpClientAsync(_end.Token));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task ForwardAsync(TcpClient client)
    {
        using (client)
        using (var server = new TcpClient())
        {
            client.NoDelay = server.NoDelay = true;
            await server.ConnectAsync(IPAddress.Loopback, _target);
            var (near, far) = (client.GetStream(), server.GetStream());
            var isAnswered = true;
            await Task.WhenAny(
                PumpAsync(near, far, () =>
                {
                    if (isAnswered)
                        Interlocked.Increment(ref _count);

                    isAnswered = false;
                }),
                PumpAsync(far, near, () => isAnswered = true));
        }
    }

    private async Task PumpAsync(NetworkStream from, NetworkStream to, Action seen)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            for (int read; (read = await from.ReadAsync(buffer, _end.Token)) > 0;)
            {
                seen();
                await to.WriteAsync(buffer.AsMemory(0, read), _end.Token);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or ObjectDisposedException)
        {
        }
    }
}
