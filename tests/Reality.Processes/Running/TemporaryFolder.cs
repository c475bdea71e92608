using System.Diagnostics;

namespace Reality.Processes.Running;

/// <summary>
/// A folder that is gone when this process is, however it ended: a shell holds the other end of a pipe, and once that breaks, kills what
/// still works in the folder and removes it.
/// </summary>
public sealed class TemporaryFolder : IDisposable
{
    private const string Watch = """
        exec >/dev/null 2>&1
        read -r _
        for process in /proc/[0-9]*; do
          case $(readlink "$process/cwd") in "$0" | "$0"/*) kill -9 "${process#/proc/}" ;; esac
        done
        for attempt in 1 2 3 4 5; do rm -rf "$0" && exit; sleep 0.2; done
        """;

    private readonly Process _watch;

    /// <summary>Makes one.</summary>
    public TemporaryFolder(string name = "reality-")
    {
        Path = Directory.CreateTempSubdirectory(name).FullName;
        var start = new ProcessStartInfo("setsid") { RedirectStandardInput = true, WorkingDirectory = "/" };
        foreach (var argument in (string[])["sh", "-c", Watch, Path])
            start.ArgumentList.Add(argument);

        _watch = Process.Start(start)!;
    }

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _watch.StandardInput.Close();
        _watch.WaitForExit();
        _watch.Dispose();
    }
}
