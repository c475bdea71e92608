using Reality.Faults.History;

namespace Reality.Faults.Driving;

internal sealed partial class LightClient
{
    /// <summary>Asks a server for everything, and fetches whatever is due.</summary>
    public async Task AuditAsync(ServerProcess server, CancellationToken cancel)
    {
        _due.Clear();
        await UntilAsync(() => SyncAsync(server, _views, wait: 0, cancel), cancel);
        foreach (var view in _views.Where(view => !_known.ContainsKey(ViewNames.KeyOf(view)) || _due.Contains(ViewNames.KeyOf(view))))
            await UntilAsync(() => FetchAsync(server, ViewNames.KeyOf(view), default, cancel), cancel);
    }

    public int Id => id;

    /// <summary>What the client holds of files.</summary>
    public IEnumerable<(string File, long Held)> HeldFiles =>
        names.Files.Select(file => (file, _held.TryGetValue(ViewNames.KeyOf(file), out var held) ? held.Value : 0));

    /// <summary>What a server tells one who knows nothing.</summary>
    public async Task<Audit> TellAsync(ServerProcess server, CancellationToken cancel)
    {
        await UntilAsync(() => SyncAsync(server, _views, wait: 0, cancel), cancel);
        var last = history.Answers.Last(answer => answer.Client == id);
        return new Audit(last.Epoch, last.Told.ToDictionary(told => told.Key, told => told.Holds));
    }

    private static async Task UntilAsync(Func<Task<bool>> work, CancellationToken cancel)
    {
        for (var attempt = 1; !await work(); attempt++)
        {
            if (attempt == 50)
                throw new InvalidOperationException("A server that nothing is done to any more does not answer.");

            await Task.Delay(100, cancel);
        }
    }
}
