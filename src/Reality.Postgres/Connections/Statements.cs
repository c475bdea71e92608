using Npgsql;
using NpgsqlTypes;

namespace Reality.Postgres.Connections;

/// <summary>Writes batches: statements with their positional parameters.</summary>
internal static class Statements
{
    public static NpgsqlBatchCommand Add(this NpgsqlBatch batch, string sql)
    {
        var command = new NpgsqlBatchCommand(sql);
        batch.BatchCommands.Add(command);
        return command;
    }

    public static NpgsqlBatchCommand With(this NpgsqlBatchCommand command, string? value) => command.With(NpgsqlDbType.Text, value);

    public static NpgsqlBatchCommand With(this NpgsqlBatchCommand command, long value) => command.With(NpgsqlDbType.Bigint, value);

    public static NpgsqlBatchCommand With(this NpgsqlBatchCommand command, ulong value) => command.With(NpgsqlDbType.Xid8, value);

    public static NpgsqlBatchCommand With(this NpgsqlBatchCommand command, ulong[] values) => command.With(NpgsqlDbType.Array | NpgsqlDbType.Xid8, values);

    public static NpgsqlBatchCommand With(this NpgsqlBatchCommand command, string?[] values) => command.With(NpgsqlDbType.Array | NpgsqlDbType.Text, values);

    public static NpgsqlBatchCommand With(this NpgsqlBatchCommand command, TimeSpan value) => command.With(NpgsqlDbType.Interval, value);

    public static NpgsqlBatchCommand With(this NpgsqlBatchCommand command, byte[] value) => command.With(NpgsqlDbType.Bytea, value);

    private static NpgsqlBatchCommand With<T>(this NpgsqlBatchCommand command, NpgsqlDbType type, T? value)
    {
        command.Parameters.Add(value is null
            ? new NpgsqlParameter { NpgsqlDbType = type, Value = DBNull.Value }
            : new NpgsqlParameter<T> { NpgsqlDbType = type, TypedValue = value });
        return command;
    }
}
