using System.Globalization;
using System.Security.Cryptography;
using Reality.Sqlite.Connections;
using Reality.Sqlite.Marks;

namespace Reality.Sqlite.Schema;

/// <summary>Makes Reality's tables on first use, however many processes start at once, and begins new epochs.</summary>
internal sealed class SchemaInstaller(Database database, NodeSql sql, MarkSql marks, BusyRetry retry, SqliteStorageOptions options, TimeProvider time)
{
    private const int FirstVersion = 1;

    // Each takes a file from one version to the next; a new file goes through all of them.
    private readonly string[] _steps = [marks.Create, sql.AddFamilies];

    private int SchemaVersion => FirstVersion + _steps.Length;

    public async ValueTask InstallAsync(CancellationToken cancellationToken)
    {
        var boot = options.ReadBootId();
        if (options.Durability == SqliteDurability.Normal && boot is null)
            throw new PlatformNotSupportedException("SqliteDurability.Normal needs the operating system's boot id, to notice that a loss of power may have taken back writes, and it cannot be read here. Use SqliteDurability.Full.");

        StorageConnection? connection = null;
        try
        {
            await retry.RunAsync(() => connection ??= database.Open(ConnectionUse.Install), cancellationToken).ConfigureAwait(false);
            await retry.RunAsync(() => UseWriteAheadLog(connection!), cancellationToken).ConfigureAwait(false);
            await retry.RunAsync(() => InTransaction(connection!, () => Install(connection!, boot)), cancellationToken).ConfigureAwait(false);
            database.Anchor(connection!);
        }
        catch
        {
            connection?.Dispose();
            throw;
        }
    }

    public ValueTask BeginEpochAsync(CancellationToken cancellationToken) => RunAsync(BeginEpoch, cancellationToken);

    /// <summary>Stores what servers declare, if nobody stored anything else than <paramref name="before"/>.</summary>
    public async ValueTask<bool> TryDeclareAsync(string? before, string after, bool startsEpoch, CancellationToken cancellationToken)
    {
        var isStored = false;
        await RunAsync(
            connection =>
            {
                isStored = connection.Scalar(sql.Declared) == before;
                if (!isStored)
                    return;

                connection.Prepare(sql.Declare).Bind(1, after).Run();
                if (startsEpoch)
                    BeginEpoch(connection);
            },
            cancellationToken).ConfigureAwait(false);
        return isStored;
    }

    private async ValueTask RunAsync(Action<StorageConnection> action, CancellationToken cancellationToken)
    {
        database.RequireSameFile();
        using var connection = database.Open(ConnectionUse.Install);
        await retry.RunAsync(() => InTransaction(connection, () => action(connection)), cancellationToken).ConfigureAwait(false);
    }

    private static void InTransaction(StorageConnection connection, Action action)
    {
        connection.Execute("BEGIN IMMEDIATE");
        try
        {
            action();
            connection.Execute("COMMIT");
        }
        finally
        {
            connection.RollBack();
        }
    }

    private void UseWriteAheadLog(StorageConnection connection)
    {
        if (connection.Scalar("PRAGMA journal_mode") == "wal")
            return;

        var mode = connection.Scalar("PRAGMA journal_mode=WAL");
        if (mode != "wal")
            throw database.Error(RealitySqliteError.NoWriteAheadLog, $"The database file '{database.Path}' cannot have a write-ahead log (its journal mode stays '{mode}'), which Reality needs so that readers and the writer do not wait for each other. Put it on a local file system.");
    }

    private void Install(StorageConnection connection, string? boot)
    {
        if (connection.Scalar(sql.HasMeta) != "1")
        {
            Create(connection, boot);
            return;
        }

        Migrate(connection, ReadVersion(connection));
        CheckBoot(connection, boot);
    }

    private void Create(StorageConnection connection, string? boot)
    {
        connection.Execute(sql.Create);
        connection.Prepare(sql.InsertMeta)
            .Bind(1, FirstVersion)
            .Bind(2, NewId())
            .Bind(3, HashSecret.Create())
            .Bind(4, options.Durability == SqliteDurability.Normal ? boot! : "")
            .Run();
        Migrate(connection, FirstVersion);
    }

    private void Migrate(StorageConnection connection, int version)
    {
        if (version == SchemaVersion)
            return;

        for (; version < SchemaVersion; version++)
            connection.Execute(_steps[version - FirstVersion]);

        connection.Prepare(sql.SetSchemaVersion).Bind(1, version).Run();
    }

    private int ReadVersion(StorageConnection connection)
    {
        string? text;
        try
        {
            text = connection.Scalar(sql.SchemaVersion);
        }
        catch (Microsoft.Data.Sqlite.SqliteException exception) when (exception.SqliteErrorCode == SQLitePCL.raw.SQLITE_ERROR)
        {
            throw database.Error(RealitySqliteError.Schema, $"The database file '{database.Path}' has a table '{sql.MetaTable}' that is not Reality's. Give Reality's tables other names with SqliteStorageOptions.TablePrefix.", exception);
        }

        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version) || version < FirstVersion || version > SchemaVersion)
            throw database.Error(RealitySqliteError.Schema, $"Reality's tables in '{database.Path}' are of version {text ?? "(none)"}; this release knows up to version {SchemaVersion}. Use the release that wrote them, or a newer one.");

        return version;
    }

    // Under NORMAL a loss of power may take back acknowledged commits, and versions with them. A boot since the last start is the only
    // trace of that, so it begins a new epoch. Under FULL the id is kept only until then.
    private void CheckBoot(StorageConnection connection, string? boot)
    {
        var stored = connection.Scalar(sql.Boot);
        if (stored is not null && stored != boot)
            BeginEpoch(connection);

        var wanted = options.Durability == SqliteDurability.Normal || stored == boot ? boot : null;
        if (stored != wanted && (stored is not null || options.Durability == SqliteDurability.Normal))
            connection.Prepare(sql.SetBoot).Bind(1, wanted ?? "").Run();
    }

    private void BeginEpoch(StorageConnection connection)
    {
        var now = (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        connection.Prepare(sql.NewEpoch).Bind(1, NewId()).Bind(2, now).Run();
    }

    private static string NewId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}
