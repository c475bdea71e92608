using System.Data.Common;
using Xunit;

namespace Reality.Storage.Conformance;

/// <summary>A table of the application's own, beside the nodes.</summary>
public abstract class DataConformance : StorageConformance, IAsyncLifetime
{
    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        await using var transaction = await Storage.BeginAsync(Cancel);
        await ExecuteAsync(transaction.Connection, "create table conformance_data (name varchar(100) primary key, value bigint not null)");
        await transaction.CommitAsync(Cancel);
    }

    protected static async Task WriteAsync(DbConnection connection, string name, long value)
    {
        if (await ExecuteAsync(connection, $"update conformance_data set value = {value} where name = '{name}'") == 0)
            await ExecuteAsync(connection, $"insert into conformance_data (name, value) values ('{name}', {value})");
    }

    protected async Task<long?> ReadAsync(string name)
    {
        await using var lease = await Storage.OpenAsync(Cancel);
        return await ReadAsync(lease.Connection, name);
    }

    protected static async Task<long?> ReadAsync(DbConnection connection, string name) =>
        (long?)await ScalarAsync(connection, $"select value from conformance_data where name = '{name}'");

    protected static async Task<long> SumAsync(DbConnection connection) =>
        Convert.ToInt64(await ScalarAsync(connection, "select sum(value) from conformance_data"), System.Globalization.CultureInfo.InvariantCulture);

    protected static async Task<int> ExecuteAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteNonQueryAsync(Cancel);
    }

    protected static async Task<object?> ScalarAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync(Cancel);
    }
}
