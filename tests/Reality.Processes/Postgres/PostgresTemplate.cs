using Reality.Processes.Running;

namespace Reality.Processes.Postgres;

/// <summary>A cluster that was made once and is copied: twenty times as fast as making each.</summary>
internal static class PostgresTemplate
{
    private static readonly Lazy<Task<TemporaryFolder>> Made = new(MakeAsync);

    /// <summary>Puts a fresh cluster in a folder that does not exist yet.</summary>
    public static async Task CopyAsync(string data, CancellationToken cancel)
    {
        var template = await Made.Value;
        await ChildProcess.RunAsync("cp", ["-a", Path.Combine(template.Path, "data"), data], cancel: cancel);
    }

    /// <summary>Makes a cluster with a system identifier of its own.</summary>
    public static async Task InitializeAsync(string data, CancellationToken cancel)
    {
        // Small segments: a copy is quick, and a standby is told of the end of one often.
        string[] arguments = ["-D", data, "--no-sync", "-A", "trust", "-U", "postgres", "--locale=C", "-E", "UTF8", "--wal-segsize=1"];
        await ChildProcess.RunAsync(PostgresBinaries.Of("initdb"), arguments, isService: true, cancel);
    }

    private static async Task<TemporaryFolder> MakeAsync()
    {
        var folder = new TemporaryFolder("reality-postgres-template-");
        await ServiceUser.GiveAsync(folder.Path, CancellationToken.None);
        await InitializeAsync(Path.Combine(folder.Path, "data"), CancellationToken.None);
        return folder;
    }
}
