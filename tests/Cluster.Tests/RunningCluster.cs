using System.Globalization;
using System.Text.RegularExpressions;
using Reality.Processes.Network;
using Reality.Processes.Postgres;
using Reality.Processes.Running;

namespace Cluster.Tests;

/// <summary>The sample as a person starts it: PostgreSQL, three servers, a proxy.</summary>
internal sealed partial class RunningCluster : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private readonly ChildProcess _process;

    private RunningCluster(ChildProcess process, Uri address) => (_process, Address) = (process, address);

    /// <summary>The proxy.</summary>
    public Uri Address { get; }

    /// <summary>The servers' processes.</summary>
    public IReadOnlyList<int> Servers => [.. ServerLine().Matches(_process.Output).Select(static line => int.Parse(line.Groups[1].ValueSpan, CultureInfo.InvariantCulture))];

    public string Output => _process.Output;

    public static async Task<RunningCluster> StartAsync(params string[] options)
    {
        Assert.SkipWhen(PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        var address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Loopback.FreePort()}"));
        var process = ChildProcess.Start("dotnet", [Samples.Assembly("Cluster"), "--url", address.GetLeftPart(UriPartial.Authority), .. options]);
        var cluster = new RunningCluster(process, address);
        try
        {
            using var patience = new CancellationTokenSource(Patience);
            while (!cluster.Output.Contains("Ctrl+C", StringComparison.Ordinal))
            {
                Assert.False(process.HasExited, cluster.Output);
                await Task.Delay(50, patience.Token);
            }

            return cluster;
        }
        catch
        {
            cluster.Dispose();
            throw;
        }
    }

    /// <summary>SIGKILL to one of the servers, by somebody else.</summary>
    public static Task KillAsync(int server) =>
        ChildProcess.RunAsync("kill", ["-9", server.ToString(CultureInfo.InvariantCulture)], cancel: TestContext.Current.CancellationToken);

    /// <summary>SIGTERM.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> StopAsync()
    {
        _process.Terminate();
        return await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience);
    }

    public void Dispose() => _process.Dispose();

    [GeneratedRegex(@"^  chat-\d+ .* process (\d+)$", RegexOptions.Multiline)]
    private static partial Regex ServerLine();
}
