using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Reality.Processes.Network;

/// <summary>
/// A stretch of network of our own: forwards connections on the loopback interface to a port that may change, late, halting, or not at all.
/// </summary>
public sealed class TcpProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<ProxiedConnection, byte> _connections = new();
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentQueue<CommitCut> _commitCuts = new();
    private volatile TaskCompletionSource? _pause;
    private int _delay;
    private int _target;

    /// <summary>Begins to listen.</summary>
    public TcpProxy(int target)
    {
        _target = target;
        _listener.Start(512);
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _ = AcceptAsync();
    }

    /// <summary>Where it listens.</summary>
    public int Port { get; }

    /// <summary>Where new connections lead. Those that are open stay where they are; see <see cref="Cut"/>.</summary>
    public int Target
    {
        get => Volatile.Read(ref _target);
        set => Volatile.Write(ref _target, value);
    }

    /// <summary>By how much everything arrives late, in each direction.</summary>
    public TimeSpan Delay
    {
        get => TimeSpan.FromMilliseconds(Volatile.Read(ref _delay));
        set => Volatile.Write(ref _delay, (int)value.TotalMilliseconds);
    }

    /// <summary>Whether new connections are reset at once.</summary>
    public bool IsRefusing { get; set; }

    /// <summary>How many connections are open.</summary>
    public int Connections => _connections.Count;

    /// <summary>How often a commit was cut.</summary>
    public int CutCommits { get; private set; }

    /// <summary>Holds everything back, in both directions, until <see cref="Resume"/>.</summary>
    public void Pause() => _pause ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Lets everything on that was held back.</summary>
    public void Resume() => Interlocked.Exchange(ref _pause, null)?.TrySetResult();

    /// <summary>Resets all open connections.</summary>
    public void Cut()
    {
        foreach (var connection in _connections.Keys)
            connection.Reset();
    }

    /// <summary>Cuts the connection on which the next commit passes, before or after the server has it.</summary>
    public void CutNextCommit(CommitCut cut) => _commitCuts.Enqueue(cut);

    /// <inheritdoc/>
    public void Dispose()
    {
        _end.Cancel();
        _listener.Dispose();
        Resume();
        Cut();
        _end.Dispose();
    }

    internal async ValueTask HoldAsync()
    {
        if (_pause is { } pause)
            await pause.Task;
        if (Volatile.Read(ref _delay) is > 0 and var delay)
            await Task.Delay(delay);
    }

    internal bool MustCut(CommitCut where, ReadOnlySpan<byte> bytes)
    {
        if (!_commitCuts.TryPeek(out var next) || next != where || !CommitMessage.IsIn(where, bytes) || !_commitCuts.TryDequeue(out _))
            return false;

        CutCommits++;
        return true;
    }

    private async Task AcceptAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            Socket client;
            try
            {
                client = await _listener.AcceptSocketAsync(_end.Token);
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                continue;
            }

            _ = ForwardAsync(client);
        }
    }

    private async Task ForwardAsync(Socket client)
    {
        using var connection = new ProxiedConnection(this, client);
        if (IsRefusing || _end.IsCancellationRequested)
        {
            connection.Reset();
            return;
        }

        _connections.TryAdd(connection, 0);
        await connection.RunAsync(Target);
        _connections.TryRemove(connection, out _);
    }
}
