using System.Globalization;
using Reality.Faults.Driving;
using Reality.Faults.History;
using Reality.Faults.Serving;

namespace Reality.Faults.Faulting;

/// <summary>Carries a plan out. Faults of one server, and those that take the whole database, follow each other; all others overlap.</summary>
internal sealed class FaultEngine(FaultPlan plan, IReadOnlyList<ServerProcess> servers, IDatabase database, HintNetwork? hints, RunHistory history, FaultCounts counts) : IDisposable
{
    private readonly SemaphoreSlim[] _busy = [.. servers.Select(_ => new SemaphoreSlim(1))];
    private readonly HttpClient _control = new() { Timeout = TimeSpan.FromSeconds(5) };
    private readonly PostgresFaults? _postgres = database is PostgresCluster cluster ? new PostgresFaults(cluster, history) : null;

    private readonly HintFaults? _hints = hints is not null && database is PostgresCluster shared ? new HintFaults(hints, shared, servers) : null;

    /// <summary>Makes ready what the plan needs, before anyone is measured by it.</summary>
    public Task PrepareAsync() => _postgres?.PrepareAsync(plan) ?? Task.CompletedTask;

    public async Task RunAsync(CancellationToken stop)
    {
        var started = Environment.TickCount64;
        var running = new List<Task>();
        foreach (var fault in plan.Faults)
        {
            try
            {
                await Task.Delay((int)Math.Max(0, started + fault.At - Environment.TickCount64), stop);
            }
            catch (OperationCanceledException)
            {
                break;
            }

            running.Add(InjectAsync(fault));
        }

        await Task.WhenAll(running);
        if (_postgres is not null)
            await _postgres.DisposeAsync();
    }

    public void Dispose()
    {
        _control.Dispose();
        _hints?.Dispose();
        foreach (var busy in _busy)
            busy.Dispose();
    }

    private async Task InjectAsync(Fault fault)
    {
        var began = Clock.Now;
        var isDone = fault.Kind switch
        {
            FaultKind.KillServer or FaultKind.PauseServer or FaultKind.JumpClock or FaultKind.PauseOwner => await OnServerAsync(fault),
            FaultKind.KillRedis or FaultKind.PauseRedis or FaultKind.DelayHints or FaultKind.DropHints or FaultKind.RepeatHints or FaultKind.ForgeHints =>
                _hints is not null && await _hints.InjectAsync(fault),
            _ => await _postgres!.InjectAsync(fault),
        };
        history.Disturbances.Enqueue(new Disturbance($"{fault.Kind} {fault.Target} {fault.Duration} {fault.Random}", began, Clock.Now));
        if (isDone)
            counts.Add(fault.Kind);
    }

    private async Task<bool> OnServerAsync(Fault fault)
    {
        var server = servers[fault.Target % servers.Count];
        var busy = _busy[server.Id];
        await busy.WaitAsync();
        try
        {
            switch (fault.Kind)
            {
                case FaultKind.KillServer:
                    await server.KillAsync();
                    await Task.Delay(fault.Duration);
                    await server.StartAsync();
                    return true;
                case FaultKind.PauseServer:
                    server.Pause();
                    await Task.Delay(fault.Duration);
                    server.Resume();
                    return true;
                case FaultKind.PauseOwner:
                    await PauseOwnerAsync(server, fault);
                    return true;
                default:
                    return await JumpAsync(server, fault);
            }
        }
        finally
        {
            busy.Release();
        }
    }

    // It has checked its deadline, or written, and not said so yet.
    private async Task PauseOwnerAsync(ServerProcess server, Fault fault)
    {
        var writing = TryPostAsync(server, string.Create(CultureInfo.InvariantCulture, $"/write?kind=File&id=owner-{fault.At}&names=file:{fault.Random % 2}&delta=1&pause={fault.Duration}&fail=false"));
        await Task.Delay(fault.Random + 50);
        server.Pause();
        await Task.Delay((int)FaultsServer.MarkTimeout.TotalMilliseconds + 700);
        server.Resume();
        await writing;
    }

    private async Task TryPostAsync(ServerProcess server, string path)
    {
        try
        {
            using var answer = await _control.PostAsync(new Uri(server.Address, path), null);
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
        }
    }

    // Minutes, forwards and backwards.
    private async Task<bool> JumpAsync(ServerProcess server, Fault fault)
    {
        try
        {
            using var answer = await _control.PostAsync(
                new Uri(server.Address, string.Create(CultureInfo.InvariantCulture, $"/clock?seconds={(fault.Random - 500) * 1.2}")),
                null);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }
}
