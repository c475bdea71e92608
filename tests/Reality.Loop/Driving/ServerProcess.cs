using System.Diagnostics;

namespace Reality.Loop.Driving;

/// <summary>A server in a process of its own, which is killed and started again.</summary>
internal sealed class ServerProcess(string file, string? without) : IDisposable
{
    private Process? _process;

    /// <summary>Where it listens; <see langword="null"/> while it does not.</summary>
    public Uri? Address { get; private set; }

    /// <summary>How often it was killed.</summary>
    public int Kills { get; private set; }

    public async Task StartAsync(CancellationToken cancel)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            // Held open as long as this process lives: a server that loses it ends.
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(typeof(ServerProcess).Assembly.Location);

        start.ArgumentList.Add("serve");
        start.ArgumentList.Add(file);
        start.Environment["REALITY_WITHOUT"] = without ?? "";
        _process = Process.Start(start)!;
        var errors = _process.StandardError.ReadToEndAsync(cancel);
        var address = await _process.StandardOutput.ReadLineAsync(cancel);
        Address = address is null ? throw new InvalidOperationException($"A server did not start: {await errors}") : new Uri(address);
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync(CancellationToken cancel)
    {
        Address = null;
        Kills++;
        _process!.Kill();
        await _process.WaitForExitAsync(cancel);
        _process.Dispose();
        _process = null;
    }

    public void Dispose()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process?.Dispose();
    }
}
