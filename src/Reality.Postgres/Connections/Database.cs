using Npgsql;

namespace Reality.Postgres.Connections;

/// <summary>The application's database: its connections, and what its errors mean.</summary>
internal sealed class Database(NpgsqlDataSource source, bool isOwned, PostgresStorageOptions options) : IAsyncDisposable
{
    private const int MaxAttempts = 3;

    public NpgsqlDataSource Source => source;

    public ValueTask<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken) => source.OpenConnectionAsync(cancellationToken);

    /// <summary>Runs what may run twice, and does so where the connection turned out to be dead: after a restart of the server the pool is full of such.</summary>
    /// <param name="action">What is run: a read, or a bump, which only raises a version once more.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <param name="keepOpen">Whether the connection stays open, and the caller's, where nothing fails.</param>
    public async ValueTask<T> RepeatAsync<T>(
        Func<NpgsqlConnection, CancellationToken, ValueTask<T>> action,
        CancellationToken cancellationToken,
        bool keepOpen = false)
    {
        for (var attempt = 1; ; attempt++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                return await AttemptAsync(action, keepOpen, cancellationToken).ConfigureAwait(false);
            }
            catch (NpgsqlException exception) when (attempt < MaxAttempts && IsDeadConnection(exception) && !cancellationToken.IsCancellationRequested)
            {
            }
            catch (PostgresException exception) when (Describe(exception) is RealityPostgresException described)
            {
                throw described;
            }
        }
    }

    /// <summary>Runs what must not run twice.</summary>
    public async ValueTask<T> WriteAsync<T>(Func<NpgsqlConnection, CancellationToken, ValueTask<T>> write, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return await AttemptAsync(write, keepOpen: false, cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException exception) when (Describe(exception) is RealityPostgresException described)
        {
            throw described;
        }
    }

    /// <summary>Prepares a batch on its connection, which sends something only the first time there.</summary>
    public Task PrepareAsync(NpgsqlBatch batch, CancellationToken cancellationToken) =>
        options.PrepareStatements ? batch.PrepareAsync(cancellationToken) : Task.CompletedTask;

    /// <summary>The error of one of Reality's own statements in words that someone can act on; the exception itself where it is another one.</summary>
    public Exception Describe(PostgresException exception) => exception.SqlState switch
    {
        PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName => new RealityPostgresException(
            RealityPostgresError.SchemaMissing,
            $"Reality's tables are not in the schema '{options.Schema}' of {Name}. If they are being restored, wait; otherwise start the application "
            + "again to have them made, or apply the script of PostgresRealityStorage.GetScript.",
            exception),
        PostgresErrorCodes.InvalidColumnReference => new RealityPostgresException(
            RealityPostgresError.SchemaIncomplete,
            $"Reality's tables in the schema '{options.Schema}' of {Name} have no primary key yet: they are being restored, or a restore failed.",
            exception),
        PostgresErrorCodes.InsufficientPrivilege => new RealityPostgresException(
            RealityPostgresError.Privilege,
            $"The role '{User}' may not use Reality's tables in the schema '{options.Schema}' of {Name} ({exception.MessageText}). As their owner, run: grant "
            + $"usage on schema {options.Schema} to \"{User}\"; grant select, insert, update, delete on all tables in schema {options.Schema} to \"{User}\";",
            exception),
        PostgresErrorCodes.ReadOnlySqlTransaction or PostgresErrorCodes.ObjectNotInPrerequisiteState => new RealityPostgresException(
            RealityPostgresError.ReadOnly,
            $"{Name} refuses writes ({exception.MessageText}). Reality needs the primary; with several hosts in the connection string, add 'Target Session Attributes=primary'.",
            exception),
        _ => exception,
    };

    /// <summary>The database in messages.</summary>
    public string Name
    {
        get
        {
            var builder = new NpgsqlConnectionStringBuilder(source.ConnectionString);
            return $"the database '{builder.Database ?? builder.Username}' at {builder.Host}:{builder.Port}";
        }
    }

    public string User => new NpgsqlConnectionStringBuilder(source.ConnectionString).Username ?? "";

    public ValueTask DisposeAsync() => isOwned ? source.DisposeAsync() : ValueTask.CompletedTask;

    // Where the server does not answer, a cancellation asks it on a second connection and waits for that one too. Whoever gave up does not.
    private Task<T> AttemptAsync<T>(Func<NpgsqlConnection, CancellationToken, ValueTask<T>> action, bool keepOpen, CancellationToken cancellationToken)
    {
        var attempt = RunAsync(action, keepOpen, cancellationToken);
        return keepOpen || attempt.IsCompleted || !cancellationToken.CanBeCanceled ? attempt : attempt.WaitAsync(cancellationToken);
    }

    private async Task<T> RunAsync<T>(Func<NpgsqlConnection, CancellationToken, ValueTask<T>> action, bool keepOpen, CancellationToken cancellationToken)
    {
        var connection = await OpenAsync(cancellationToken).ConfigureAwait(false);
        var isDone = false;
        try
        {
            var result = await action(connection, cancellationToken).ConfigureAwait(false);
            isDone = true;
            return result;
        }
        finally
        {
            if (!isDone || !keepOpen)
                await connection.DisposeAsync().ConfigureAwait(false);
        }
    }

    // Of a server that went away since the connection was last used, or that is told to stop; never of a statement that failed.
    private static bool IsDeadConnection(NpgsqlException exception) => exception switch
    {
        PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown } => true,
        PostgresException => false,
        _ => exception.InnerException is IOException or System.Net.Sockets.SocketException { SocketErrorCode: not System.Net.Sockets.SocketError.ConnectionRefused },
    };
}
