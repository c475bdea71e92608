using System.Globalization;
using Reality.Faults.Driving;
using Reality.Faults.History;

namespace Reality.Faults.Faulting;

/// <summary>Carries a plan out. Faults of one server, and those that take the whole database, follow each other; all others overlap.</summary>
internal sealed class FaultEngine(FaultPlan plan, IReadOnlyList<ServerProcess> servers, IDatabase database, RunHistory history, FaultCounts counts) : IDisposable
{
    private readonly SemaphoreSlim[] _busy = [.. servers.Select(_ => new SemaphoreSlim(1))];
    private readonly HttpClient _control = new() { Timeout = TimeSpan.FromSeconds(5) };
    private readonly PostgresFaults? _postgres = database is PostgresCluster cluster ? new PostgresFaults(cluster, history) : null;

    public async Task RunAsync(CancellationToken stop)
    {
        var started = Environment.TickCount64;
        var running = new List<Task>();
        if (_postgres is not null)
            await _postgres.PrepareAsync(plan);

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
        foreach (var busy in _busy)
            busy.Dispose();
    }

    private async Task InjectAsync(Fault fault)
    {
        var isDone = fault.Kind switch
        {
            FaultKind.KillServer or FaultKind.PauseServer or FaultKind.JumpClock => await OnServerAsync(fault),
            _ => await _postgres!.InjectAsync(fault),
        };
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
                default:
                    return await JumpAsync(server, fault);
            }
        }
        finally
        {
            busy.Release();
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
