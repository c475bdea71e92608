using System.Net;
using System.Net.Sockets;

namespace Reality.Processes.Network;

/// <summary>The loopback interface.</summary>
public static class Loopback
{
    // Below those that connections are given: one of these would else take the port before the server for which it was found.
    private const int First = 20_000;
    private const int Last = 32_000;

    /// <summary>A port that nobody listened on a moment ago.</summary>
    public static int FreePort()
    {
        while (true)
        {
            var port = Random.Shared.Next(First, Last);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken: another one.
            }
        }
    }

    /// <summary>Waits until someone listens on a port.</summary>
    /// <exception cref="TimeoutException">Nobody did in time.</exception>
    public static async Task WaitForListenerAsync(int port, TimeSpan patience, Func<string?> failure, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(failure);
        var until = Environment.TickCount64 + (long)patience.TotalMilliseconds;
        while (true)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port, cancel);
                return;
            }
            catch (SocketException)
            {
                if (failure() is { } said)
                    throw new InvalidOperationException(said);
                if (Environment.TickCount64 > until)
                    throw new TimeoutException($"Nobody listens on port {port}.");
            }

            await Task.Delay(10, cancel);
        }
    }
}
