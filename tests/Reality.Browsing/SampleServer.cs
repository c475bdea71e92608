using System.Collections.Concurrent;
using System.Diagnostics;

namespace Reality.Browsing;

/// <summary>A sample as a process of its own, on a free port and a database file that is deleted in the end.</summary>
/// <param name="sample">The name of its folder and its program.</param>
public abstract class SampleServer(string sample) : IAsyncLifetime
{
    private const string Announcement = "Now listening on: ";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string _directory = Directory.CreateTempSubdirectory($"{sample}-tests-").FullName;
    private readonly ConcurrentQueue<string> _output = new();
    private Process? _process;

    /// <summary>Where it listens: the same address after every restart.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1:0");

    public int ProcessId => _process?.Id ?? throw new InvalidOperationException("The sample does not run.");

    /// <summary>What it wrote to its console, over all its lives.</summary>
    public string Output => string.Join(Environment.NewLine, _output);

    public async ValueTask InitializeAsync()
    {
        // Also when the test run is told to end: no server outlives it.
        AppDomain.CurrentDomain.ProcessExit += (_, _) => _process?.Kill();
        await StartAsync();
    }

    public async Task StartAsync()
    {
        var listening = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        var process = new Process
        {
            EnableRaisingEvents = true,
            StartInfo = new ProcessStartInfo("dotnet")
            {
                ArgumentList = { Checkout.ProgramOf(sample), "--urls", Address.ToString(), "--db", Path.Combine(_directory, "sample.db") },
                // `dotnet run` starts a web project in its own directory too.
                WorkingDirectory = Checkout.HomeOf(sample),
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        process.OutputDataReceived += (_, line) => Read(line.Data);
        process.ErrorDataReceived += (_, line) => Read(line.Data);
        process.Exited += (_, _) => listening.TrySetException(new InvalidOperationException($"The sample ended:\n{Output}"));
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _process = process;
        Address = await listening.Task.WaitAsync(Patience);

        void Read(string? line)
        {
            if (line is null)
                return;

            _output.Enqueue(line);
            if (line.IndexOf(Announcement, StringComparison.Ordinal) is >= 0 and var at)
                listening.TrySetResult(new Uri(line[(at + Announcement.Length)..].Trim()));
        }
    }

    /// <summary>Ends it as a power switch would: no handler of the process runs.</summary>
    public async Task KillAsync()
    {
        if (_process is not { } process)
            return;

        _process = null;
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        Directory.Delete(_directory, recursive: true);
        GC.SuppressFinalize(this);
    }
}
