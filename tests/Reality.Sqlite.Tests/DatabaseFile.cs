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
        var options = new SqliteStorageOptions { ConnectionString = ConnectionString };
        configure?.Invoke(options);
        return new SqliteRealityStorage(options, time);
    }

    public void Dispose() => System.IO.Directory.Delete(Directory, recursive: true);
}
