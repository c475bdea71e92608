using System.Globalization;
using Reality.Processes.Running;

namespace Reality.Processes.Postgres;

/// <summary>Standbys and backups: a second life of the same data.</summary>
public sealed partial class PostgresServer
{
    /// <summary>Starts an asynchronous standby of this server: what it has not been sent when it is promoted is lost.</summary>
    public async Task<PostgresServer> StartStandbyAsync(CancellationToken cancel = default)
    {
        var standby = await PrepareAsync(_options, cancel);
        return await StartedAsync(standby, (data, token) => CopyToAsync(data, ["--write-recovery-conf"], token), cancel);
    }

    /// <summary>Makes a standby a primary of its own, on the next timeline.</summary>
    public Task PromoteAsync(CancellationToken cancel = default) => ExecuteAsync("select pg_promote()", cancel: cancel);

    /// <summary>Whether it is a standby.</summary>
    public async Task<bool> IsStandbyAsync(CancellationToken cancel = default) => (bool)(await ExecuteAsync("select pg_is_in_recovery()", cancel: cancel))!;

    /// <summary>Stops the standby from receiving anything more, so that the primary goes on without it.</summary>
    public async Task DetachStandbyAsync(CancellationToken cancel = default)
    {
        await ExecuteAsync("alter system set primary_conninfo = ''", cancel: cancel);
        await ExecuteAsync("select pg_reload_conf()", cancel: cancel);

        // The settings are read in their own time; until then it receives on.
        while (await ExecuteAsync("select exists (select from pg_stat_wal_receiver)", cancel: cancel) is true)
            await Task.Delay(10, cancel);
    }

    /// <summary>Waits until a standby has replayed what this server has written so far.</summary>
    public async Task WaitForAsync(PostgresServer standby, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(standby);
        var written = await ExecuteAsync("select pg_current_wal_lsn()::text", cancel: cancel);
        while (await standby.ExecuteAsync($"select pg_last_wal_replay_lsn() >= '{written}'::pg_lsn", cancel: cancel) is not true)
            await Task.Delay(10, cancel);
    }

    /// <summary>Takes a base backup of the running server.</summary>
    /// <returns>The backup's folder, which lives as long as this server.</returns>
    public async Task<string> BackUpAsync(CancellationToken cancel = default)
    {
        var folder = Path.Combine(_folder.Path, $"backup-{Guid.NewGuid():N}");
        await CopyToAsync(folder, [], cancel);
        return folder;
    }

    /// <summary>Replaces the files by a backup's and starts again: everything since is lost, and the timeline stays the same.</summary>
    public async Task RestoreAsync(string backup, CancellationToken cancel = default)
    {
        await KillAsync();
        Directory.Delete(DataFolder, recursive: true);
        await ChildProcess.RunAsync("cp", ["-a", backup, DataFolder], cancel: cancel);
        await StartAgainAsync(cancel);
    }

    private async Task CopyToAsync(string folder, IEnumerable<string> further, CancellationToken cancel)
    {
        string[] arguments =
        [
            "-D", folder, "-h", "127.0.0.1", "-p", Port.ToString(CultureInfo.InvariantCulture), "-U", "postgres",
            "--checkpoint=fast", "--wal-method=stream", "--no-sync", .. further,
        ];
        await ChildProcess.RunAsync(PostgresBinaries.Of("pg_basebackup"), arguments, isService: true, cancel);
    }
}
