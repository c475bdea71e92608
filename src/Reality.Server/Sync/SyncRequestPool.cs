using System.Collections.Concurrent;

namespace Reality.Server.Sync;

/// <summary>Keeps a few requests for reuse.</summary>
internal sealed class SyncRequestPool : IDisposable
{
    private static readonly int MaxKept = Environment.ProcessorCount * 8;

    private readonly ConcurrentBag<SyncRequest> _idle = [];

    public SyncRequest Rent() => _idle.TryTake(out var request) ? request : new SyncRequest();

    public void Return(SyncRequest request)
    {
        request.Clear();
        if (_idle.Count < MaxKept)
            _idle.Add(request);
        else
            request.Dispose();
    }

    public void Dispose()
    {
        while (_idle.TryTake(out var request))
            request.Dispose();
    }
}
