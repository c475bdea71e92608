namespace Reality.Processes.Postgres;

/// <summary>How a throw-away PostgreSQL runs.</summary>
public sealed class PostgresOptions
{
    /// <summary>
    /// Whether it waits for the disk. Without, what the operating system was given is still there after SIGKILL: only a loss of power takes
    /// it back, and tests cannot take that.
    /// </summary>
    public bool Fsync { get; init; }

    /// <summary>Whether a commit is acknowledged only when its log is written; without, SIGKILL takes back the last acknowledged commits.</summary>
    public bool SynchronousCommit { get; init; } = true;

    /// <summary>Whether it is a cluster with a system identifier of its own. All others share one, as a cluster and its copies do.</summary>
    public bool OwnIdentifier { get; init; }

    /// <summary>Further settings, by name.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    internal IEnumerable<string> Arguments(int port) =>
        new Dictionary<string, string>
        {
            ["listen_addresses"] = "127.0.0.1",
            ["port"] = port.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["unix_socket_directories"] = "",
            ["fsync"] = Fsync ? "on" : "off",
            ["synchronous_commit"] = SynchronousCommit ? "on" : "off",
            ["max_connections"] = "200",
            ["shared_buffers"] = "32MB",
            ["wal_level"] = "replica",
            ["max_wal_senders"] = "10",
            ["wal_keep_size"] = "256MB",
            ["hot_standby"] = "on",
            ["autovacuum_naptime"] = "10s",
            ["logging_collector"] = "off",
            ["log_min_messages"] = "warning",
        }
        .Concat(Settings)
        .SelectMany(setting => (string[])["-c", $"{setting.Key}={setting.Value}"]);
}
