namespace Reality.Sqlite.Tests;

/// <summary>A directory for one test's database file.</summary>
internal sealed class DatabaseFile : IDisposable
{
    public DatabaseFile() => Directory = System.IO.Directory.CreateTempSubdirectory("reality-sqlite-").FullName;

    public string Directory { get; }

    public string Path => System.IO.Path.Combine(Directory, "app.db");

    public string ConnectionString => $"Data Source={Path}";

    public SqliteRealityStorage Open(Action<SqliteStorageOptions>? configure = null, TimeProvider? time = null)
    {
        // Patient: the disk is busy with all the tests at once, and several storages over one file wait for each other in no order.
        var options = new SqliteStorageOptions { ConnectionString = ConnectionString, BusyTimeout = TimeSpan.FromSeconds(30) };
        configure?.Invoke(options);
        return new SqliteRealityStorage(options, time);
    }

    public void Dispose() => System.IO.Directory.Delete(Directory, recursive: true);
}
