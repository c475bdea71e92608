namespace Reality.Client;

/// <summary>Fetches payloads, a bounded number at once. One that hangs gives its place back, so that it harms its own key alone.</summary>
internal sealed class PayloadFetcher(RealityEngine engine)
{
    private readonly LinkedList<Fetch> _waiting = [];
    private int _places = Math.Max(1, engine.Options.MaxParallelFetches);

    /// <param name="entry">The key.</param>
    /// <param name="failovers">How many servers have failed to give it.</param>
    internal void Start(KeyEntry entry, int failovers = 0)
    {
        var fetch = new Fetch(entry, failovers);
        entry.Fetch = fetch;
        _waiting.AddLast(fetch);
        Pump();
    }

    /// <summary>Gives up a request: what it brings will be thrown away.</summary>
    internal void Abandon(KeyEntry entry)
    {
        if (entry.Fetch is not { } fetch)
            return;

        entry.Fetch = null;
        if (_waiting.Remove(fetch))
            fetch.Dispose();
        else
            fetch.Abandon();

        Release(fetch);
    }

    /// <summary>Others no longer wait for this one, nor does it occupy a place.</summary>
    internal void MarkSlow(Fetch fetch)
    {
        fetch.IsSlow = true;
        Release(fetch);
    }

    private void Release(Fetch fetch)
    {
        if (!fetch.HoldsPlace)
            return;

        fetch.HoldsPlace = false;
        _places++;
        Pump();
    }

    private void Pump()
    {
        while (_places > 0 && _waiting.First is { Value: var fetch })
        {
            _waiting.RemoveFirst();
            _places--;
            fetch.HoldsPlace = true;
            fetch.Send(engine.Servers.Current);
            engine.Report(new(RealityEventKind.FetchSent, fetch.Entry.Key, fetch.Entry.Why)
            {
                From = fetch.Entry.InHandVersion,
                To = fetch.Version,
                HashDiffers = fetch.InHand is null ? null : fetch.Entry.Hash != fetch.InHand.ETag,
            });
            fetch.Patience = engine.After(engine.Options.TogetherTimeout, () => engine.Payloads.Slow(fetch));
            engine.Run(() => RunAsync(fetch));
        }
    }

    private async Task RunAsync(Fetch fetch)
    {
        var what = $"The payload of '{fetch.Entry.Key}'";
        try
        {
            using var timeout = new CancellationTokenSource(engine.Options.FetchTimeout, engine.Options.TimeProvider);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, fetch.Abandoned, engine.Stopped);
            var request = new RealityFetch(fetch.Entry.Key, fetch.Version, fetch.InHand?.ETag, fetch.Server!.Http);
            // WaitAsync: a source that ignores its token must not keep its key for ever.
            var result = await fetch.Entry.FetchAsync(request, either.Token).WaitAsync(either.Token).ConfigureAwait(false);
            if (result.NotModified && fetch.InHand is null)
                throw new RealityException($"{what} was said to be unchanged, but none is in hand.") { IsTransient = true };

            engine.Post(() => Complete(fetch, result, null));
        }
#pragma warning disable CA1031 // Whatever a source throws is its key's failure, told to its subscribers.
        catch (Exception error)
#pragma warning restore CA1031
        {
            engine.Post(() => Complete(fetch, default, HttpFailure.Of(error, what, refusable: true)));
        }
    }

    private void Complete(Fetch fetch, FetchResult result, RealityException? error)
    {
        var entry = fetch.Entry;
        fetch.Dispose();
        Release(fetch);
        if (entry.Fetch != fetch)
        {
            engine.Report(new(RealityEventKind.LateDiscarded, entry.Key, "nobody waits for it any more") { From = entry.InHandVersion, To = fetch.Version });
            return;
        }

        entry.Fetch = null;
        if (error is not null)
        {
            if (entry.IsFromServer)
                engine.Servers.Failed(fetch.Server!, error);
            if (entry.IsFromServer && ServerPool.IsToBlame(error) && fetch.Failovers + 1 < engine.Servers.Count)
            {
                Start(entry, fetch.Failovers + 1);
                return;
            }

            engine.Payloads.Failed(entry, error);
            return;
        }

        engine.Server.Saw(result.Seen);
        var payload = result.NotModified
            ? fetch.InHand! with { Version = result.Version ?? fetch.Version }
            : new Payload(result.Value, result.Version ?? fetch.Version, result.ETag);
        engine.Payloads.Arrived(entry, payload);
    }
}
