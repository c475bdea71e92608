using Npgsql;
using Reality.Faults.Driving;
using Reality.Faults.History;
using Reality.Processes.Network;
using Reality.Processes.Postgres;

namespace Reality.Faults.Faulting;

/// <summary>What is done to PostgreSQL and to the way to it.</summary>
internal sealed class PostgresFaults(PostgresCluster cluster, RunHistory history) : IAsyncDisposable
{
    private readonly SemaphoreSlim _busy = new(1);
    private PostgresServer? _standby;
    private string? _backup;

    /// <summary>Makes ready what a plan needs before its first fault.</summary>
    public async Task PrepareAsync(FaultPlan plan)
    {
        if (plan.Faults.Any(fault => fault.Kind == FaultKind.PromoteStandby))
            _standby = await cluster.Primary.StartStandbyAsync();
        if (plan.Faults.Any(fault => fault.Kind == FaultKind.RestoreBackup))
            _backup = await cluster.Primary.BackUpAsync();
    }

    public async Task<bool> InjectAsync(Fault fault)
    {
        switch (fault.Kind)
        {
            case FaultKind.CutConnections:
                cluster.Network.Cut();
                return true;
            case FaultKind.CutBeforeCommit:
                cluster.Network.CutNextCommit(CommitCut.BeforeServer);
                return true;
            case FaultKind.CutAfterCommit:
                cluster.Network.CutNextCommit(CommitCut.AfterServer);
                return true;
            case FaultKind.DelayPostgres:
                cluster.Network.Delay = TimeSpan.FromMilliseconds(5 + (fault.Random % 30));
                await Task.Delay(fault.Duration);
                cluster.Network.Delay = default;
                return true;
            case FaultKind.EndBackends:
                return await TryAsync($"select count(pg_terminate_backend(pid)) from pg_stat_activity where usename = '{PostgresCluster.Role}' and state like '%active%'", 0);
            case FaultKind.LockTable:
                return await TryAsync("begin; lock table items in access exclusive mode", fault.Duration);
            case FaultKind.HoldTransaction:
                return await TryAsync("begin; insert into items (write, name, delta) values ('held', 'held', 1)", fault.Duration);
        }

        await _busy.WaitAsync();
        try
        {
            switch (fault.Kind)
            {
                case FaultKind.CrashPostgres:
                    await CrashAsync();
                    break;
                case FaultKind.PausePostgres:
                    cluster.Primary.Pause();
                    await Task.Delay(fault.Duration);
                    cluster.Primary.Resume();
                    break;
                case FaultKind.PromoteStandby:
                    await PromoteAsync(fault.Duration);
                    break;
                case FaultKind.RestoreBackup:
                    await RestoreAsync();
                    break;
            }

            return true;
        }
        finally
        {
            _busy.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_standby is not null)
            await _standby.DisposeAsync();

        _busy.Dispose();
    }

    // Transactions that take ids and roll back: after the crash their ids, which no log holds, are given again.
    private async Task CrashAsync()
    {
        var churn = Enumerable.Range(0, 3).Select(_ => TryAsync(
            "do $$ begin for i in 1..200 loop begin insert into items (write, name, delta) values ('churn', 'churn', 1); raise 'no'; exception when others then null; end; end loop; raise 'no'; end $$",
            0));
        await Task.WhenAll(churn);
        var open = TryAsync("begin; insert into items (write, name, delta) values ('churn', 'churn', 1)", 50);
        await Task.Delay(20);
        await cluster.Primary.KillAsync();
        await open;
        await cluster.Primary.StartAgainAsync();
    }

    private async Task PromoteAsync(int lag)
    {
        var standby = _standby!;
        await standby.DetachStandbyAsync();
        await Task.Delay(lag);
        PostgresServer? last = null;
        var life = await cluster.ReplaceAsync(async primary =>
        {
            last = primary;
            await standby.PromoteAsync();
            return standby;
        });
        history.Lives.Add(life);
        await last!.DisposeAsync();
        await RenewAsync();
    }

    private async Task RestoreAsync()
    {
        var backup = _backup!;
        var life = await cluster.ReplaceAsync(async primary =>
        {
            await primary.RestoreAsync(backup);
            return primary;
        });
        history.Lives.Add(life);
        await RenewAsync();
    }

    // What takes over next follows what has taken over now.
    private async Task RenewAsync()
    {
        if (_standby is not null)
        {
            if (_standby != cluster.Primary)
                await _standby.DisposeAsync();

            _standby = await cluster.Primary.StartStandbyAsync();
        }

        if (_backup is not null)
            _backup = await cluster.Primary.BackUpAsync();
    }

    private async Task<bool> TryAsync(string sql, int hold)
    {
        try
        {
            await using var connection = new NpgsqlConnection(cluster.Primary.ConnectionStringOf("faults"));
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync();
            await Task.Delay(hold);
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }
}
