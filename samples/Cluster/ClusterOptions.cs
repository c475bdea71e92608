using System.Globalization;

namespace Cluster;

/// <summary>What the command line asks for.</summary>
internal sealed record ClusterOptions
{
    public const string Usage = """
        Chat on many servers: a throw-away PostgreSQL, servers that share it, and a proxy that spreads requests over them in turn.

          --servers N     how many servers (3)
          --url URL       where the proxy listens (http://127.0.0.1:5090)
          --restart       start a server again that ended or was killed
          --no-redis      no Redis, also where redis-server is installed
        """;

    private const int MaxServers = 16;

    /// <summary>How many servers.</summary>
    public int Servers { get; private init; } = 3;

    /// <summary>Where the proxy listens.</summary>
    public string Url { get; private init; } = "http://127.0.0.1:5090";

    /// <summary>Whether a server that ended is started again.</summary>
    public bool Restarts { get; private init; }

    /// <summary>Whether Redis carries hints, where it is installed.</summary>
    public bool UsesRedis { get; private init; } = true;

    /// <summary>Reads the command line.</summary>
    /// <exception cref="FormatException">An option is unknown, or its value is none; the message names it.</exception>
    public static ClusterOptions Parse(IEnumerable<string> arguments)
    {
        var options = new ClusterOptions();
        var rest = new Queue<string>(arguments);
        while (rest.TryDequeue(out var name))
        {
            options = name switch
            {
                "--servers" => options with { Servers = ServersFrom(ValueOf(name, rest)) },
                "--url" => options with { Url = UrlFrom(ValueOf(name, rest)) },
                "--restart" => options with { Restarts = true },
                "--no-redis" => options with { UsesRedis = false },
                _ => throw new FormatException($"'{name}' is not an option.\n\n{Usage}"),
            };
        }

        return options;
    }

    private static string ValueOf(string name, Queue<string> rest) =>
        rest.TryDequeue(out var value) ? value : throw new FormatException($"{name} wants a value.\n\n{Usage}");

    private static int ServersFrom(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var servers) && servers is >= 1 and <= MaxServers
            ? servers
            : throw new FormatException($"--servers wants a number from 1 to {MaxServers}, not '{value}'.");

    private static string UrlFrom(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttp
            ? value
            : throw new FormatException($"--url wants an address such as http://127.0.0.1:5090, not '{value}'.");
}
