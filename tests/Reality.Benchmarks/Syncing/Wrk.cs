using System.Globalization;
using System.Text.RegularExpressions;
using Reality.Benchmarks.Measuring;
using Reality.Processes.Running;

namespace Reality.Benchmarks.Syncing;

/// <summary>The load, from a process of its own.</summary>
internal static partial class Wrk
{
    public const int Connections = 64;

    /// <exception cref="FormatException">It is not installed.</exception>
    public static void ThrowIfMissing()
    {
        if (!(Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(static folder => File.Exists(Path.Combine(folder, "wrk"))))
            throw new FormatException("This bench loads the server with wrk, which is not installed. On Debian and Ubuntu: apt-get install wrk");
    }

    /// <summary>A script that posts bodies in turn.</summary>
    public static string ScriptOf(IEnumerable<string> bodies) => $$"""
        local bodies = { {{string.Join(",\n", bodies.Select(static body => $"[[{body}]]"))}} }
        local requests, at = {}, 0
        wrk.headers["Content-Type"] = "application/json"
        function init()
          for i, body in ipairs(bodies) do requests[i] = wrk.format("POST", nil, nil, body) end
        end
        function request()
          at = at % #requests + 1
          return requests[at]
        end
        """;

    public static async Task<Turn> RunAsync(string script, Uri url, TimeSpan time, int server)
    {
        var seconds = Math.Max(1, (int)Math.Round(time.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        var before = ProcessorTime(server);
        var output = await ChildProcess.RunAsync("wrk", ["-t1", $"-c{Connections}", $"-d{seconds}s", "--latency", "-s", script, url.ToString()]);
        if (output.Contains("Non-2xx", StringComparison.Ordinal) || output.Contains("Socket errors", StringComparison.Ordinal))
            throw new InvalidOperationException($"Not all requests were answered, so nothing was measured:\n{output}");

        var requests = double.Parse(Requests().Match(output).Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        return new(
            double.Parse(PerSecond().Match(output).Groups[1].ValueSpan, CultureInfo.InvariantCulture), Milliseconds(output, "50%"), Milliseconds(output, "99%"))
        {
            ProcessorMicroseconds = (ProcessorTime(server) - before).TotalMicroseconds / requests,
        };
    }

    private static TimeSpan ProcessorTime(int process)
    {
        using var server = System.Diagnostics.Process.GetProcessById(process);
        return server.TotalProcessorTime;
    }

    private static double Milliseconds(string output, string share)
    {
        var match = Regex.Match(output, $@"{share}\s+([\d.]+)(us|ms|s)");
        var value = double.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        return match.Groups[2].Value switch { "us" => value / 1000, "ms" => value, _ => value * 1000 };
    }

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)")]
    private static partial Regex PerSecond();

    [GeneratedRegex(@"(\d+) requests in")]
    private static partial Regex Requests();
}
