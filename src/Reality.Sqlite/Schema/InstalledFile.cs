using Microsoft.Data.Sqlite;
using Reality.Sqlite.Connections;

namespace Reality.Sqlite.Schema;

/// <summary>The database file with Reality's tables in it, which are made when it is first used.</summary>
internal sealed class InstalledFile(Database database, SchemaInstaller installer) : IDisposable
{
    private readonly SemaphoreSlim _installing = new(1, 1);
    private volatile bool _isInstalled;

    /// <summary>Runs an action on the tables.</summary>
    /// <exception cref="RealitySqliteException">Something is wrong with the file.</exception>
    public async ValueTask<T> RunAsync<T>(Func<CancellationToken, ValueTask<T>> action, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            if (!_isInstalled)
                await InstallAsync(cancellationToken).ConfigureAwait(false);

            return await action(cancellationToken).ConfigureAwait(false);
        }
        catch (SqliteException exception) when (database.Describe(exception) is RealitySqliteException described)
        {
            throw described;
        }
    }

    /// <inheritdoc cref="RunAsync{T}"/>
    public async ValueTask RunAsync(Func<CancellationToken, ValueTask> action, CancellationToken cancellationToken) =>
        await RunAsync(
            async cancel =>
            {
                await action(cancel).ConfigureAwait(false);
                return true;
            },
            cancellationToken).ConfigureAwait(false);

    public void Dispose() => _installing.Dispose();

    private async ValueTask InstallAsync(CancellationToken cancellationToken)
    {
        await _installing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!_isInstalled)
                await installer.InstallAsync(cancellationToken).ConfigureAwait(false);

            _isInstalled = true;
        }
        finally
        {
            _installing.Release();
        }
    }
}
