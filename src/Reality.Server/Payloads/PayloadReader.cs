using Microsoft.AspNetCore.Http;
using Reality.Server.Diagnostics;
using Reality.Server.Drift;
using Reality.Server.Families;
using Reality.Server.Replica;
using Reality.Server.Storage;
using Reality.Server.Weaving;

namespace Reality.Server.Payloads;

/// <summary>Reads a payload and its node at one moment, so that the payload is never labelled newer than it is.</summary>
internal sealed class PayloadReader(
    IRealityStorage storage,
    StorageInitialization initialization,
    GraphReplica replica,
    DriftWatch drift,
    KeyFamilies families,
    Ambient ambient,
    StorageOutage outage)
{
    /// <exception cref="StorageUnavailableException">The storage cannot be asked.</exception>
    public Task<Payload<T>> ReadAsync<TKey, T>(HttpContext context, RealityTemplate<TKey, T> template, TKey key, AskedKeys keys)
        where TKey : struct, IRealityKey<T> =>
        storage.ConnectionType is null || template.IsElsewhere
            ? ReadAfterNodeAsync(context, template, key, keys)
            : ReadTogetherAsync(context, template, key);

    private async Task<Payload<T>> ReadTogetherAsync<TKey, T>(HttpContext context, RealityTemplate<TKey, T> template, TKey key)
        where TKey : struct, IRealityKey<T>
    {
        var (opened, node) = await OpenAsync(template, key.Text, context.RequestAborted);
        await using (opened)
        {
            var snapshot = new ReadSnapshot(opened, template.Text, ambient.Find());
            ambient.Current = snapshot.Root;
            try
            {
                var value = await template.Read!(context.RequestServices, key, context.RequestAborted);
                var hash = template.Content.Compute(value, opened.Identity.Secret);
                drift.Compare(template, key, node.Bumps, node.Hash, hash);
                return new Payload<T>(
                    value,
                    hash,
                    EffectiveVersion.Of(opened.Identity, node.Bumps),
                    opened.Latest);
            }
            finally
            {
                await snapshot.EndAsync();
            }
        }
    }

    // Without a snapshot that holds both: the node first. The payload may then be newer than its label, never older.
    private async Task<Payload<T>> ReadAfterNodeAsync<TKey, T>(
        HttpContext context,
        RealityTemplate<TKey, T> template,
        TKey key,
        AskedKeys keys)
        where TKey : struct, IRealityKey<T>
    {
        var state = await replica.ReadAsync(keys, seen: null, epoch: null, watch: null, context.RequestAborted);
        var value = await template.Read!(context.RequestServices, key, context.RequestAborted);
        return new Payload<T>(
            value,
            template.Content.Compute(value, state.Identity.Secret),
            EffectiveVersion.Of(state.Identity, keys[0].Version),
            state.Latest);
    }

    private async Task<(IStorageSnapshot Snapshot, KeyNode Node)> OpenAsync(
        RealityTemplate template,
        string key,
        CancellationToken cancellationToken)
    {
        IStorageSnapshot? snapshot = null;
        try
        {
            await initialization.EnsureAsync(cancellationToken);
            while (true)
            {
                snapshot = await storage.OpenSnapshotAsync(cancellationToken);
                var map = await families.ForAsync(snapshot.Identity.Epoch, cancellationToken);
                if (map.Epoch == snapshot.Identity.Epoch)
                {
                    var node = await ReadNodeAsync(snapshot, key, map.Of(template), cancellationToken);
                    outage.Succeeded();
                    return (snapshot, node);
                }

                // The epoch that it shows has ended meanwhile.
                await snapshot.DisposeAsync();
                snapshot = null;
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            outage.Failed(exception);
            if (snapshot is not null)
                await snapshot.DisposeAsync();

            throw new StorageUnavailableException(exception);
        }
    }

    private static async Task<KeyNode> ReadNodeAsync(IStorageSnapshot snapshot, string key, string? family, CancellationToken cancellationToken)
    {
        var nodes = await snapshot.GetNodesAsync(family is null ? [key] : [key, family], cancellationToken);
        return KeyNode.Of(Find(key), family is null ? null : Find(family));

        StorageNode? Find(string name) => nodes.TryGetValue(name, out var node) ? node : null;
    }
}
