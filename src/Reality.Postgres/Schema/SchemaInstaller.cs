using Npgsql;
using Reality.Postgres.Connections;

namespace Reality.Postgres.Schema;

/// <summary>Makes Reality's tables before the first use, however many servers start at once.</summary>
internal sealed class SchemaInstaller(Database database, PostgresStorageOptions options) : IDisposable
{
    private const int OldestServer = 13;
    private readonly SemaphoreSlim _installing = new(1, 1);
    private volatile bool _isInstalled;

    public ValueTask EnsureAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return _isInstalled ? ValueTask.CompletedTask : InstallOnceAsync(cancellationToken);
    }

    public void Dispose() => _installing.Dispose();

    private async ValueTask InstallOnceAsync(CancellationToken cancellationToken)
    {
        await _installing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!_isInstalled)
            {
                await database.RepeatAsync(
                    async (connection, cancel) =>
                    {
                        await InstallAsync(connection, cancel).ConfigureAwait(false);
                        return true;
                    },
                    cancellationToken).ConfigureAwait(false);
            }

            _isInstalled = true;
        }
        finally
        {
            _installing.Release();
        }
    }

    private async ValueTask InstallAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (connection.PostgreSqlVersion.Major < OldestServer)
            throw new RealityPostgresException(RealityPostgresError.ServerVersion, $"{database.Name} is PostgreSQL {connection.PostgreSqlVersion}. Reality needs PostgreSQL {OldestServer} or later (its change feed is made of 64-bit transaction ids and their snapshots).");

        var version = await VersionAsync(connection, cancellationToken).ConfigureAwait(false);
        if (version is null && options.CreateSchema)
        {
            await CreateAsync(connection, cancellationToken).ConfigureAwait(false);
            version = await VersionAsync(connection, cancellationToken).ConfigureAwait(false);
        }

        if (version is null)
            throw new RealityPostgresException(RealityPostgresError.SchemaMissing, $"Reality's tables are not in the schema '{options.Schema}' of {database.Name}, and CreateSchema is off. Apply the script of PostgresRealityStorage.GetScript(\"{options.Schema}\") there.");

        if (version != SchemaScript.Version)
            throw new RealityPostgresException(RealityPostgresError.SchemaVersion, $"Reality's tables in the schema '{options.Schema}' of {database.Name} are of version {version}; this release knows version {SchemaScript.Version}. Use the release that made them, or a newer one.");
    }

    private async ValueTask CreateAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            var command = new NpgsqlCommand(SchemaScript.For(options.Schema), connection);
            await using (command.ConfigureAwait(false))
                await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new RealityPostgresException(
                RealityPostgresError.Privilege,
                $"The role '{database.User}' may not make Reality's tables in the schema '{options.Schema}' of {database.Name} ({exception.MessageText}). Either run, "
                + $"as the database's owner: grant create on database \"{connection.Database}\" to \"{database.User}\"; or apply the script of "
                + $"PostgresRealityStorage.GetScript(\"{options.Schema}\") with a role that may, and set PostgresStorageOptions.CreateSchema to false.",
                exception);
        }
    }

    /// <returns><see langword="null"/> where there are no tables.</returns>
    private async ValueTask<int?> VersionAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand($"select schema_version from {options.Schema}.meta", connection);
        await using (command.ConfigureAwait(false))
        {
            try
            {
                return (int?)await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName)
            {
                return null;
            }
            catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.UndefinedColumn)
            {
                throw new RealityPostgresException(RealityPostgresError.SchemaVersion, $"The table {options.Schema}.meta of {database.Name} is not Reality's. Give Reality another schema with PostgresStorageOptions.Schema.", exception);
            }
        }
    }
}
