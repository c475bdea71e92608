using Reality.Server.Storage;

namespace Reality.Server.Tests.Hosting;

/// <summary>A standby that finds what the storage holds, says of it what age it is told to, and can be held up and made to fail.</summary>
internal sealed class FakeStandby
{
    private int _asked;

    /// <summary>How often it was asked.</summary>
    public int Asked => Volatile.Read(ref _asked);

    public TimeSpan Age { get; set; }

    public Exception? Failure { get; set; }

    /// <summary>When not null, replaces what it found.</summary>
    public Func<StorageChanges, StorageChanges?>? Rewrite { get; set; }

    /// <summary>When not null, its answers wait for this.</summary>
    public TaskCompletionSource? Gate { get; set; }

    public async ValueTask<StorageChanges?> ListAsync(Func<ValueTask<StorageChanges>> list, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _asked);
        if (Failure is { } failure)
            throw failure;

        var found = await list() with { Age = Age };
        if (Gate is { } gate)
            await gate.Task.WaitAsync(cancellationToken);

        return Rewrite is null ? found : Rewrite(found);
    }
}
