using System.Collections.Concurrent;
using System.Diagnostics;

namespace Reality.Processes.Running;

/// <summary>A process that dies with this one, however this one dies.</summary>
public sealed class ChildProcess : IDisposable
{
    private const int KeptLines = 200;
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly TaskCompletionSource<string?> _firstLine = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ChildProcess(Process process) => _process = process;

    /// <summary>Its id.</summary>
    public int Id { get; private init; }

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>The first line of its standard output; <see langword="null"/> where it ended without one.</summary>
    public Task<string?> FirstLine => _firstLine.Task;

    /// <summary>How much time it has taken of the processors; nothing where it has ended.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.HasExited ? TimeSpan.Zero : _process.TotalProcessorTime;
        }
    }

    /// <summary>The last lines of what it wrote.</summary>
    public string Output => string.Join('\n', _lines);

    /// <summary>Starts a program.</summary>
    /// <param name="file">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Variables beside those of this process.</param>
    /// <param name="isService">Whether it runs as the user of services where this process is root.</param>
    public static ChildProcess Start(
        string file,
        IEnumerable<string> arguments,
        IEnumerable<KeyValuePair<string, string>>? environment = null,
        bool isService = false)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        var start = new ProcessStartInfo(Binaries.Require("setpriv", "install util-linux"))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = isService ? "/" : "",
        };
        foreach (var argument in (IEnumerable<string>)["--pdeathsig", "KILL", .. isService ? ServiceUser.SetPrivArguments : [], "--", file, .. arguments])
            start.ArgumentList.Add(argument);

        foreach (var (name, value) in environment ?? [])
            start.Environment[name] = value;

        var process = Spawner.Run(() => Process.Start(start)!);
        var child = new ChildProcess(process) { Id = process.Id };
        process.OutputDataReceived += (_, line) => child.Take(line.Data, isOutput: true);
        process.ErrorDataReceived += (_, line) => child.Take(line.Data, isOutput: false);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return child;
    }

    /// <summary>Runs a program to its end.</summary>
    /// <returns>What it wrote.</returns>
    /// <exception cref="InvalidOperationException">It failed; the message holds what it wrote.</exception>
    public static async Task<string> RunAsync(string file, IEnumerable<string> arguments, bool isService = false, CancellationToken cancel = default)
    {
        using var child = Start(file, arguments, isService: isService);
        var code = await child.WaitForExitAsync(cancel);
        return code == 0 ? child.Output : throw new InvalidOperationException($"'{file}' ended with {code}: {child.Output}");
    }

    /// <summary>Waits until it has ended.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> WaitForExitAsync(CancellationToken cancel = default)
    {
        await _process.WaitForExitAsync(cancel);
        return _process.ExitCode;
    }

    /// <summary>SIGKILL, and waits until it is gone. Does nothing where it has ended.</summary>
    public async Task KillAsync()
    {
        Signal(Native.Kill);
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM.</summary>
    public void Terminate() => Signal(Native.Terminate);

    /// <summary>SIGSTOP.</summary>
    public void Pause() => Signal(Native.Stop);

    /// <summary>SIGCONT.</summary>
    public void Resume() => Signal(Native.Continue);

    /// <inheritdoc/>
    public void Dispose()
    {
        Signal(Native.Kill);
        _process.WaitForExit();
        _process.Dispose();
    }

    internal void Signal(int signal)
    {
        // An ended process stays ours, and so does its id, until it is disposed.
        if (!_process.HasExited)
            _ = Native.Signal(Id, signal);
    }

    private void Take(string? line, bool isOutput)
    {
        if (isOutput)
            _firstLine.TrySetResult(line);

        if (line is null)
            return;

        _lines.Enqueue(line);
        if (_lines.Count > KeptLines)
            _lines.TryDequeue(out _);
    }
}
