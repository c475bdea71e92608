namespace Reality.Client;

/// <summary>Brings back what was held when the program last ended, and keeps what is held now. On the engine's turn.</summary>
internal sealed class Persistence(RealityEngine engine)
{
    /// <summary>What changes often is not written each time.</summary>
    private static readonly TimeSpan WriteDelay = TimeSpan.FromMilliseconds(200);

    /// <summary>How long a read can keep the first question back.</summary>
    private static readonly TimeSpan ReadTimeout = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan WriteTimeout = TimeSpan.FromSeconds(10);

    /// <summary>How long a write can keep the client from ending.</summary>
    private static readonly TimeSpan LastWriteTimeout = TimeSpan.FromSeconds(1);

    private readonly HashSet<KeyEntry> _changed = [];
    private Task _last = Task.CompletedTask;
    private ITimer? _timer;
    private int _reading;
    private int _generation;

    /// <summary>Whether something is being read, without which the server would be asked for more than is needed.</summary>
    internal bool IsReading => _reading > 0;

    private IRealityStore? Store => engine.Options.Store;

    private string Scope => engine.Options.Scope;

    /// <summary>A key is mounted: what is stored of it is shown, unless there is something in hand already.</summary>
    internal void Mounted(KeyEntry entry)
    {
        if (Store is not { } store || entry.WasRead || entry.InHand is not null || !entry.CanBeStored)
            return;

        entry.WasRead = true;
        _reading++;
        var generation = _generation;
        engine.Run(async () =>
        {
            var (stored, dropped) = await ReadAsync(store, entry).ConfigureAwait(false);
            engine.Post(() =>
            {
                _reading--;
                if (generation == _generation)
                    Restore(entry, stored, dropped);
                engine.Sync.Resume();
            });
        });
    }

    /// <summary>A payload was recorded, or is known to be that of a newer version.</summary>
    internal void Changed(KeyEntry entry)
    {
        if (Store is null || !entry.CanBeStored)
            return;

        _changed.Add(entry);
        _timer ??= engine.After(WriteDelay, Flush);
    }

    /// <summary>Nothing of a key may be shown any more.</summary>
    internal void Dropped(KeyEntry entry)
    {
        _changed.Remove(entry);
        Enqueue((store, token) => store.RemoveAsync(Scope, entry.Key, token));
    }

    /// <summary>Nothing that is stored means anything any more.</summary>
    internal Task Clear()
    {
        _generation++;
        _changed.Clear();
        return Enqueue((store, token) => store.ClearAsync(Scope, token));
    }

    internal void Flush()
    {
        _timer?.Dispose();
        _timer = null;
        foreach (var entry in _changed)
        {
            // Without a version it is of an epoch that has ended.
            if (entry is not { Truth: { } truth, Known: > 0 })
                continue;

            var stored = new StoredEntry(entry.Key, truth.Value, entry.Known, truth.ETag, engine.Server.Epoch, engine.Server.Seen);
            var write = entry.Storing(stored);
            Enqueue((store, token) => store.WriteAsync(Scope, stored.Key, write(), token));
        }

        _changed.Clear();
    }

    private async Task<(StoredEntry? Stored, string? Dropped)> ReadAsync(IRealityStore store, KeyEntry entry)
    {
        try
        {
            using var timeout = new CancellationTokenSource(ReadTimeout, engine.Options.TimeProvider);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, engine.Stopped);
            var bytes = await store.ReadAsync(Scope, entry.Key, either.Token).AsTask().WaitAsync(either.Token).ConfigureAwait(false);
            if (bytes is null)
                return default;

            return entry.Restoring(bytes) is { } stored ? (stored, null) : (null, "damaged, or of another format");
        }
#pragma warning disable CA1031 // A store must harm nothing; its failure is reported.
        catch (Exception error)
#pragma warning restore CA1031
        {
            engine.Post(() => engine.Report(RealityEventKind.StoreFailed, entry.Key, error.Message, error));
            return default;
        }
    }

    private void Restore(KeyEntry entry, StoredEntry? stored, string? dropped)
    {
        if (stored is not null && !engine.Server.Believe(stored.Epoch, stored.Seen))
            (stored, dropped) = (null, "of another epoch");
        if (dropped is not null)
        {
            engine.Report(RealityEventKind.StoredDropped, entry.Key, dropped);
            Dropped(entry);
        }

        if (stored is null || entry.InHand is not null || entry.Refused || !entry.Held)
            return;

        entry.Restore(new Payload(stored.Value, stored.Version, stored.ETag));
        engine.Report(new(RealityEventKind.Restored, entry.Key, "mount") { From = 0, To = stored.Version });
        engine.Touch(entry);
    }

    /// <summary>Runs after all that was to be done before.</summary>
    private Task Enqueue(Func<IRealityStore, CancellationToken, ValueTask> work)
    {
        if (Store is not { } store)
            return Task.CompletedTask;

        var before = _last;
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _last = done.Task;
        engine.Run(async () =>
        {
            await before.ConfigureAwait(false);
            try
            {
                using var timeout = new CancellationTokenSource(WriteTimeout, engine.Options.TimeProvider);
                using var stopped = engine.Stopped.Register(() => timeout.CancelAfter(LastWriteTimeout));
                await work(store, timeout.Token).AsTask().WaitAsync(timeout.Token).ConfigureAwait(false);
            }
#pragma warning disable CA1031 // A store must harm nothing; its failure is reported.
            catch (Exception error)
#pragma warning restore CA1031
            {
                engine.Post(() => engine.Report(RealityEventKind.StoreFailed, null, error.Message, error));
            }
            finally
            {
                done.SetResult();
            }
        });
        return done.Task;
    }
}
