using System.Globalization;
using Reality.Processes.Network;
using Reality.Processes.Running;

namespace Cluster;

/// <summary>One server of the chat: a process that anybody may kill.</summary>
internal sealed class ChatServer(string name) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);
    private ChildProcess? _process;

    public string Name => name;

    /// <summary>Where it listens; the same after a restart.</summary>
    public Uri Url { get; } = new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Loopback.FreePort()}"));

    public int ProcessId => _process?.Id ?? 0;

    /// <summary>The last lines that it wrote.</summary>
    public string Output => _process?.Output ?? "";

    /// <summary>Starts it. What nobody else on this machine should read goes by environment variables, not by arguments.</summary>
    public void Start(IEnumerable<string> arguments, IEnumerable<KeyValuePair<string, string>> secrets)
    {
        string[] all = [ChatProgram.Assembly, "--contentRoot", ChatProgram.Folder, "--urls", Url.GetLeftPart(UriPartial.Authority), .. arguments];
        _process?.Dispose();
        _process = ChildProcess.Start("dotnet", all, [.. secrets, new("Logging__LogLevel__Default", "Warning")]);
    }

    /// <summary>Waits until it answers.</summary>
    public async Task WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        var process = _process ?? throw new InvalidOperationException("It was not started.");
        await Loopback.WaitForListenerAsync(
            Url.Port, Patience, () => process.HasExited ? $"{name} ended at its start:\n{process.Output}" : null, cancellationToken);
    }

    /// <summary>Waits until it has ended, whoever ended it.</summary>
    public Task<int> WaitForExitAsync(CancellationToken cancellationToken) =>
        _process?.WaitForExitAsync(cancellationToken) ?? Task.FromResult(0);

    /// <summary>Ends it in order, so that open requests are answered; after a while without asking.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_process is not { } process)
            return;

        process.Terminate();
        await Task.WhenAny(process.WaitForExitAsync(), Task.Delay(Grace));
        process.Dispose();
    }
}
