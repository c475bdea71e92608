using Reality.Wire;

namespace Reality.Client;

/// <summary>The life of one mutation: shown, sent, then verified or taken out.</summary>
internal static class MutationRun
{
    internal static async Task<HttpResponseMessage> SendAsync(RealityEngine engine, RealityMutation mutation, CancellationToken cancellationToken)
    {
        var (layers, generation, place) = await engine.AskAsync(() =>
        {
            var pushed = engine.Mutations.Push(mutation);
            foreach (var layer in pushed)
                Touch(engine, layer.Layer.Key, RealityEventKind.MutationShown, "sending");
            return (pushed, engine.Server.Generation, engine.MutationQueues.Enter(mutation));
        }).ConfigureAwait(false);

        try
        {
            await place.ComeFirstAsync(cancellationToken).ConfigureAwait(false);
            var response = await SendAsync(engine, mutation.Send, cancellationToken).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
            {
                using (response)
                    throw HttpFailure.Of(response, "The mutation");
            }

            var seen = ResponseHeaders.Seen(response);
            var bumped = ResponseHeaders.Bumped(response);
            engine.Post(() =>
            {
                place.Leave();
                if (mutation.Verify)
                    Accepted(engine, layers, seen, bumped, generation);
                else
                    Trusted(engine, layers, seen, generation);
            });
            return response;
        }
        catch (Exception error)
        {
            engine.Post(() =>
            {
                place.Leave();
                TakenOut(engine, layers, error);
            });
            if (error is RealityException || cancellationToken.IsCancellationRequested)
                throw;

            throw HttpFailure.Of(error, "The mutation");
        }
    }

    /// <summary>Sends it to one server. To the next only where it cannot have reached the one before.</summary>
    private static async Task<HttpResponseMessage> SendAsync(
        RealityEngine engine,
        Func<HttpClient, CancellationToken, Task<HttpResponseMessage>> send,
        CancellationToken cancellationToken)
    {
        for (var tried = 1; ; tried++)
        {
            var server = await engine.AskAsync(() => engine.Servers.Current).ConfigureAwait(false);
            try
            {
                return await send(server.Http, cancellationToken).ConfigureAwait(false)
                    ?? throw new RealityException("The mutation returned no answer.");
            }
            catch (HttpRequestException error) when (tried < engine.Servers.Count && NeverArrived(error))
            {
                engine.Post(() => engine.Servers.Failed(server, HttpFailure.Of(error, "The mutation")));
            }
        }
    }

    private static bool NeverArrived(HttpRequestException error) => error.HttpRequestError
        is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError;

    /// <summary>Asks for everything held: a write may have changed more than it told of, and asking costs one request all the same.</summary>
    internal static void RequestAll(RealityEngine engine)
    {
        engine.Sync.BeginAnew();
        foreach (var entry in engine.Held())
            engine.Sync.Request(entry, "mutation");
    }

    private static void Accepted(
        RealityEngine engine,
        IReadOnlyList<PendingLayer> layers,
        long? seen,
        IReadOnlyList<BumpedKey> bumped,
        int generation)
    {
        var sameEpoch = generation == engine.Server.Generation;
        if (sameEpoch)
            engine.Server.Saw(seen);
        else
            engine.Server.Doubt = true;

        foreach (var layer in layers)
        {
            // The version that the write gave a key is the first that includes it. It is no reason to count the key as known (5b).
            var version = sameEpoch ? bumped.Where(pair => pair.Key == layer.Layer.Key).Select(pair => (long?)pair.Version).FirstOrDefault() : null;
            layer.Accepted(engine.Sync.NextCall, version);
            if (engine.Keys.Find(layer.Layer.Key) is { Held: true } entry)
                engine.ConfirmMutations(entry);
            else
                engine.Mutations.Forget(layer.Layer.Key);
        }

        RequestAll(engine);
    }

    /// <summary>Its success is all that is wanted.</summary>
    private static void Trusted(RealityEngine engine, IReadOnlyList<PendingLayer> layers, long? seen, int generation)
    {
        if (generation == engine.Server.Generation)
            engine.Server.Saw(seen);
        else
            engine.Server.Doubt = true;
        engine.Mutations.Remove(layers);
        foreach (var layer in layers)
            Touch(engine, layer.Layer.Key, RealityEventKind.MutationConfirmed, "not to be verified");
    }

    private static void TakenOut(RealityEngine engine, IReadOnlyList<PendingLayer> layers, Exception error)
    {
        engine.Mutations.Remove(layers);
        foreach (var layer in layers)
        {
            Touch(engine, layer.Layer.Key, RealityEventKind.MutationRolledBack, error.Message);
            // Whether it reached the server is not known for sure; the truth is.
            if (engine.Keys.Find(layer.Layer.Key) is { Held: true } entry)
                engine.Sync.Request(entry, "failed mutation");
        }
    }

    private static void Touch(RealityEngine engine, string key, RealityEventKind kind, string reason)
    {
        engine.Report(kind, key, reason);
        if (engine.Keys.Find(key) is { } entry)
            engine.Touch(entry);
    }
}
