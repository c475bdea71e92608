using Npgsql;
using Reality.Postgres;

namespace Reality.Tool.Storages;

/// <summary>A PostgreSQL database with Reality's tables in it; they are not made here.</summary>
internal static class PostgresDatabase
{
    public static OpenedStorage Open(string connectionString, string schema)
    {
        try
        {
            var options = new PostgresStorageOptions { Schema = schema, CreateSchema = false, PrepareStatements = false };
            var builder = new NpgsqlConnectionStringBuilder(connectionString);
            return new OpenedStorage(new PostgresRealityStorage(connectionString, options), $"{builder.Database ?? builder.Username}, schema {schema}");
        }
        catch (ArgumentException exception)
        {
            throw new ToolException(exception.Message, exception);
        }
    }
}
