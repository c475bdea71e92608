using System.Globalization;
using System.Text.Json;
using Reality.Faults.Serving;
using Reality.Processes.Network;
using Reality.Processes.Running;

namespace Reality.Faults.Driving;

/// <summary>A server in a process of its own, which is killed and started again on its port.</summary>
internal sealed class ServerProcess(int id, ServerSettings settings, string? without) : IDisposable
{
    private ChildProcess? _process;
    private TimeSpan _processorTimeOfTheDead;

    public int Id => id;

    public ServerSettings Settings => settings;

    public Uri Address { get; } = new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{settings.Port}"));

    /// <summary>Whether there is anyone to answer.</summary>
    public bool IsUp { get; private set; }

    /// <summary>Whether it is stopped; who asks it waits.</summary>
    public bool IsPaused { get; private set; }

    public static ServerSettings Listening(ServerSettings settings) => settings with { Port = Loopback.FreePort() };

    public async Task StartAsync()
    {
        for (var attempt = 1; ; attempt++)
        {
            _process = Start();
            if (await _process.FirstLine == "ready")
                break;

            var output = _process.Output;
            _process.Dispose();
            if (attempt == 5)
                throw new InvalidOperationException($"A server did not start: {output}");

            await Task.Delay(200);
        }

        IsUp = true;
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        IsUp = false;
        _processorTimeOfTheDead = ProcessorTime;
        await _process!.KillAsync();
        if (_process.Output is { Length: > 0 } output)
            Complaints.Add(output);

        _process.Dispose();
    }

    /// <summary>SIGSTOP.</summary>
    public void Pause()
    {
        IsPaused = true;
        _process!.Pause();
    }

    /// <summary>SIGCONT.</summary>
    public void Resume()
    {
        _process!.Resume();
        IsPaused = false;
    }

    /// <summary>How much time it has taken of the processors, in all of its lives.</summary>
    public TimeSpan ProcessorTime => _processorTimeOfTheDead + (_process?.ProcessorTime ?? TimeSpan.Zero);

    /// <summary>What it wrote to its log.</summary>
    public string Output => _process?.Output ?? "";

    public void Dispose() => _process?.Dispose();

    private ChildProcess Start()
    {
        var program = Environment.ProcessPath!;
        var assembly = typeof(ServerProcess).Assembly.Location;
        string[] arguments = ["serve", JsonSerializer.Serialize(settings)];
        Dictionary<string, string> environment = new()
        {
            ["REALITY_WITHOUT"] = without ?? "",
            // One that is killed every now and then would compile everything twice in each of its lives.
            ["DOTNET_TieredCompilation"] = "0",
            ["DOTNET_gcServer"] = "0",
            ["DOTNET_PROCESSOR_COUNT"] = "2",
        };
        return ChildProcess.Start(program, Path.GetFileNameWithoutExtension(program) == "dotnet" ? [assembly, .. arguments] : arguments, environment);
    }
}
