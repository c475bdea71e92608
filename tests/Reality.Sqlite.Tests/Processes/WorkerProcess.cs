using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Reality.Sqlite.Tests.Processes;

/// <summary>A worker of <c>tests/Reality.Sqlite.Worker</c>, in a process of its own.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private readonly Process _process;
    private readonly BlockingCollection<string> _lines = [];
    private readonly Task _reading;
    private readonly Task<string> _errors;

    public WorkerProcess(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Reality.Sqlite.Worker.dll"));
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);

        _process = Process.Start(start)!;
        _errors = _process.StandardError.ReadToEndAsync();
        _reading = Task.Run(async () =>
        {
            while (await _process.StandardOutput.ReadLineAsync() is { } line)
                _lines.Add(line);

            _lines.CompleteAdding();
        });
    }

    public int Id => _process.Id;

    /// <summary>The next line of output.</summary>
    public async Task<string> ReadAsync(CancellationToken cancel)
    {
        var line = await Task.Run(() => _lines.GetConsumingEnumerable(cancel).FirstOrDefault(), cancel);
        return line ?? throw new InvalidOperationException($"The worker ended: {await _errors}");
    }

    public void Write(string line) => _process.StandardInput.WriteLine(line);

    /// <summary>SIGKILL.</summary>
    /// <returns>The lines that it still managed to write.</returns>
    public async Task<List<string>> KillAsync(CancellationToken cancel)
    {
        if (_process.HasExited)
            throw new InvalidOperationException($"The worker ended by itself: {await _errors}");

        _process.Kill();
        await _process.WaitForExitAsync(cancel);
        await _reading;

        // A line that the kill cut short was not acknowledged to anybody.
        return [.. _lines.GetConsumingEnumerable(cancel)];
    }

    /// <summary>The writes that a line acknowledges: counters with their values.</summary>
    public static IEnumerable<(string Name, long Value)> Acknowledged(string line) =>
        line.Split(' ')[1..].Chunk(2).Where(pair => pair.Length == 2).Select(pair => (pair[0], long.Parse(pair[1], CultureInfo.InvariantCulture)));

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();

        _process.WaitForExit();
        _process.Dispose();
        _lines.Dispose();
    }
}
