using Chat.Storage;

namespace Chat.Hosting;

/// <summary>What the command line (or an environment variable of the same name) asks for.</summary>
internal sealed record ChatOptions
{
    private const string Usage = """
        A chat. Without options: one server on a SQLite file, at http://127.0.0.1:5080.

          --urls URL              where it listens
          --db FILE               the SQLite file (chat.db)
          --storage KIND          sqlite (one file, the default) or postgres (any number of servers)
          --connection STRING     PostgreSQL's connection string: Host=db;Database=chat;Username=chat;Password=…
          --redis HOST:PORT       hints between servers by Redis
          --mesh URL,URL          hints between servers by themselves: where the others are,
          --mesh-url URL            where they find this one,
          --mesh-secret SECRET      and what all of them sign with

        Secrets are better given by the environment variables 'connection' and 'mesh-secret': anybody may read a command line.
        """;

    private static readonly string[] Own = ["urls", "db", "storage", "connection", "redis", "mesh", "mesh-url", "mesh-secret"];

    // What the host itself takes.
    private static readonly string[] OfHost = ["environment", "contentRoot", "webroot", "applicationName", "http_ports", "https_ports"];

    /// <summary>Where the data is.</summary>
    public required Database Database { get; init; }

    /// <summary>Redis's address, where it carries hints.</summary>
    public string? Redis { get; private init; }

    /// <summary>The mesh, where there is one.</summary>
    public ChatMesh? Mesh { get; private init; }

    /// <summary>Reads them.</summary>
    /// <exception cref="FormatException">They do not fit together; the message names the option and what it expects.</exception>
    public static ChatOptions Read(IEnumerable<string> arguments, IConfiguration configuration, string folder)
    {
        ThrowIfUnknown(arguments);
        return new()
        {
            Database = ReadDatabase(configuration, folder),
            Redis = ReadRedis(configuration["redis"]),
            Mesh = ChatMesh.Read(configuration),
        };
    }

    private static Database ReadDatabase(IConfiguration configuration, string folder)
    {
        var (connection, file) = (configuration["connection"], configuration["db"]);
        return (configuration["storage"] ?? "sqlite", connection, file) switch
        {
            ("sqlite", null, _) => new SqliteDatabase(file ?? Path.Combine(folder, "chat.db")),
            ("sqlite", _, _) => throw new FormatException("--connection is PostgreSQL's: add --storage postgres, or name a SQLite file by --db."),
            ("postgres", _, not null) => throw new FormatException("--db names a SQLite file, and --storage is postgres: leave one of them out."),
            ("postgres", null or "", _) => throw new FormatException(
                "--storage postgres wants --connection too: Host=db;Database=chat;Username=chat;Password=…"),
            ("postgres", _, _) => PostgresDatabase.Over(connection),
            (var other, _, _) => throw new FormatException($"--storage wants sqlite or postgres, not '{other}'."),
        };
    }

    private static string? ReadRedis(string? address) =>
        address is null || (Uri.TryCreate($"redis://{address}", UriKind.Absolute, out var url) && url is { Host.Length: > 0, Port: > 0, PathAndQuery: "" or "/" })
            ? address
            : throw new FormatException($"--redis wants an address such as 127.0.0.1:6379, not '{address}'.");

    private static void ThrowIfUnknown(IEnumerable<string> arguments)
    {
        var names = arguments
            .Where(static argument => argument.StartsWith("--", StringComparison.Ordinal))
            .Select(static argument => argument[2..].Split('=')[0]);
        foreach (var name in names)
        {
            // Names with a colon are settings of the host: --Logging:LogLevel:Default=Debug.
            if (!name.Contains(':', StringComparison.Ordinal) && !Own.Concat(OfHost).Contains(name, StringComparer.OrdinalIgnoreCase))
                throw new FormatException($"--{name} is not an option.\n\n{Usage}");
        }
    }
}
