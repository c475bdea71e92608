using System.Globalization;
using Reality.Processes.Network;
using Reality.Processes.Running;

namespace Reality.Processes.Redis;

/// <summary>A Redis without persistence on a free port of the loopback interface.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    private const string Program = "redis-server";
    private readonly TemporaryFolder _folder = new("reality-redis-");
    private ChildProcess? _process;

    private RedisServer()
    {
    }

    /// <summary>What has to be installed before one can be started; <see langword="null"/> where nothing is missing.</summary>
    public static string? Missing => Binaries.Find(Program) is null ? Binaries.Missing(Program, "install redis-server") : null;

    /// <summary>Where it listens; the same after a restart.</summary>
    public int Port { get; } = Loopback.FreePort();

    /// <summary>Its address, as StackExchange.Redis takes it.</summary>
    public string Address => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Port}");

    /// <summary>Starts a fresh one.</summary>
    public static async Task<RedisServer> StartAsync(CancellationToken cancel = default)
    {
        var server = new RedisServer();
        try
        {
            await server.StartAgainAsync(cancel);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it again on its port, after a kill.</summary>
    public async Task StartAgainAsync(CancellationToken cancel = default)
    {
        string[] arguments =
        [
            "--port", Port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", _folder.Path,
        ];
        var process = _process = ChildProcess.Start(Binaries.Require(Program, "install redis-server"), arguments);
        await Loopback.WaitForListenerAsync(Port, TimeSpan.FromSeconds(30), () => process.HasExited ? $"Redis did not start: {process.Output}" : null, cancel);
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        if (_process is null)
            return;

        await _process.KillAsync();
        _process.Dispose();
        _process = null;
    }

    /// <summary>SIGSTOP: its connections stay open, and nothing comes.</summary>
    public void Pause() => _process?.Pause();

    /// <summary>SIGCONT.</summary>
    public void Resume() => _process?.Resume();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _folder.Dispose();
    }
}
