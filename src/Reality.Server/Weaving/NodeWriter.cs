using Reality.Server.Families;
using Reality.Server.Hints;
using Reality.Server.Reporting;
using Reality.Server.Storage;

namespace Reality.Server.Weaving;

/// <summary>Records a write of one key or family outside any transaction, and tells whom it concerns.</summary>
internal sealed class NodeWriter(IRealityStorage storage, KeyFamilies families, RequestWritesAccessor requestWrites, HintBroadcast hints)
{
    public async Task<StorageWrite> RecordAsync(string key, string? hash, CancellationToken cancellationToken)
    {
        while (true)
        {
            var map = families.Current!;
            var bump = families.Bump(map, key);
            var write = hash is null
                ? await storage.IncrementVersionAsync(bump, cancellationToken)
                : await storage.UpdateNodeAsync(bump, hash, cancellationToken);
            hints.Wrote(write.Identity, write.Token);

            // Where the key belongs to another family since, it is done once more.
            if (await families.AreThoseOfAsync(map, write.Identity, cancellationToken))
            {
                requestWrites.Report(write.Identity, write.Token, [write.Node]);
                return write;
            }
        }
    }
}
