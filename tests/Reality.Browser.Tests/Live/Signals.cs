using System.Diagnostics;

namespace Reality.Browser.Tests.Live;

/// <summary>Stops processes and lets them go on, as a machine that sleeps does with all of them.</summary>
internal static class Signals
{
    public static Task StopAsync(params IEnumerable<int> processes) => SendAsync("-STOP", processes);

    public static Task ContinueAsync(params IEnumerable<int> processes) => SendAsync("-CONT", processes);

    private static async Task SendAsync(string signal, IEnumerable<int> processes)
    {
        using var kill = Process.Start("kill", [signal, .. processes.Select(static id => $"{id}")]);
        await kill.WaitForExitAsync();
        Assert.Equal(0, kill.ExitCode);
    }
}
