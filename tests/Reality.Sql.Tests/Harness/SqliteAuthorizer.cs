using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Reality.Sql.Tests.Harness;

/// <summary>What SQLite itself says that a text reads and writes: it asks for leave for each table and column while it prepares.</summary>
internal sealed class SqliteAuthorizer : IDisposable
{
    private readonly SqliteConnection _connection = new("Data Source=:memory:");
    private readonly List<(int Action, string? First, string? Second)> _asked = [];
    private readonly HashSet<string> _tables = new(StringComparer.OrdinalIgnoreCase);
    private readonly strdelegate_authorizer _authorizer;

    public SqliteAuthorizer(string schema)
    {
        _connection.Open();
        using var command = _connection.CreateCommand();
        command.CommandText = schema;
        command.ExecuteNonQuery();
        command.CommandText = "select name from sqlite_schema where type = 'table'";
        using (var reader = command.ExecuteReader())
        {
            while (reader.Read())
            {
                _tables.Add(reader.GetString(0));
            }
        }

        _authorizer = (_, action, first, second, _, _) =>
        {
            _asked.Add((action, first, second));
            return raw.SQLITE_OK;
        };
        raw.sqlite3_set_authorizer(_connection.Handle!, _authorizer, null);
    }

    /// <summary>Prepares every statement of a text.</summary>
    /// <returns>What was asked for, or SQLite's error.</returns>
    public (SqliteAnswer? Answer, string? Error) Prepare(string text)
    {
        // What one text makes is gone for the next.
        raw.sqlite3_exec(_connection.Handle!, "savepoint before");
        try
        {
            return PrepareEach(text);
        }
        finally
        {
            raw.sqlite3_exec(_connection.Handle!, "rollback to before; release before");
        }
    }

    public void Dispose() => _connection.Dispose();

    private (SqliteAnswer? Answer, string? Error) PrepareEach(string text)
    {
        var reads = new Dictionary<string, HashSet<string>>();
        var writes = new SortedSet<string>(StringComparer.Ordinal);
        for (var rest = text; rest.Trim().Length > 0;)
        {
            _asked.Clear();
            if (raw.sqlite3_prepare_v2(_connection.Handle!, rest, out var statement, out rest) != raw.SQLITE_OK)
            {
                return (null, raw.sqlite3_errmsg(_connection.Handle!).utf8_to_string());
            }

            if (_asked.Exists(static one => one.Action == raw.SQLITE_CREATE_TEMP_TABLE))
            {
                raw.sqlite3_step(statement);
            }

            statement?.Dispose();
            foreach (var (action, first, second) in _asked.Where(one => one.First is { } table && _tables.Contains(table)))
            {
                var table = first!.ToLowerInvariant();
                switch (action)
                {
                    case raw.SQLITE_READ:
                        var columns = reads.TryGetValue(table, out var known) ? known : reads[table] = [];
                        if (second is { Length: > 0 })
                        {
                            columns.Add(second.ToLowerInvariant());
                        }

                        break;
                    case raw.SQLITE_INSERT:
                        writes.Add($"insert {table}");
                        break;
                    case raw.SQLITE_DELETE:
                        writes.Add($"delete {table}");
                        break;
                    case raw.SQLITE_UPDATE:
                        writes.Add($"update {table}.{second!.ToLowerInvariant()}");
                        break;
                }
            }
        }

        return (new(reads, writes), null);
    }

    internal sealed record SqliteAnswer(Dictionary<string, HashSet<string>> Reads, SortedSet<string> Writes);
}
