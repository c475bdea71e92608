using Microsoft.Data.Sqlite;
using Reality.Sqlite;

namespace Reality.Tool.Storages;

/// <summary>A SQLite file with Reality's tables in it. The storage would make either; a tool that is given a wrong name must not.</summary>
internal static class SqliteFile
{
    public static OpenedStorage Open(string connectionString, string prefix)
    {
        try
        {
            var storage = new SqliteRealityStorage(new SqliteStorageOptions { ConnectionString = connectionString, TablePrefix = prefix });
            var file = new SqliteConnectionStringBuilder(connectionString).DataSource;
            if (!File.Exists(file))
                throw new ToolException($"There is no file '{Path.GetFullPath(file)}'.");

            if (!HasTables(connectionString, prefix))
                throw new ToolException($"The file '{file}' has no table '{prefix}meta', so no application has used it with Reality. If its tables have another prefix, give it with --prefix.");

            return new OpenedStorage(storage, file);
        }
        catch (ArgumentException exception)
        {
            throw new ToolException(exception.Message, exception);
        }
    }

    private static bool HasTables(string connectionString, string prefix)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder(connectionString)
        {
            Mode = SqliteOpenMode.ReadWrite,
            Pooling = false,
        }.ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "select count(*) from sqlite_schema where type = 'table' and name = $name";
        command.Parameters.AddWithValue("$name", $"{prefix}meta");
        return (long)command.ExecuteScalar()! == 1;
    }
}
