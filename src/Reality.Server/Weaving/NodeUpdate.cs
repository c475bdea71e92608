using Microsoft.Extensions.Options;
using Reality.Server.Diagnostics;
using Reality.Server.Families;
using Reality.Server.Storage;

namespace Reality.Server.Weaving;

/// <summary>Raises the version of one key, or of a family, outside any transaction.</summary>
internal sealed class NodeUpdate(
    IRealityStorage storage,
    StorageInitialization initialization,
    KeyFamilies families,
    NodeWriter writer,
    RealityMetrics metrics,
    IOptions<RealityOptions> options)
{
    public async Task<long> UpdateAsync(string key, string? hash, CancellationToken cancellationToken)
    {
        await initialization.EnsureAsync(cancellationToken);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var write = await writer.RecordAsync(key, hash, cancellationToken);
                metrics.Wrote(1);
                return EffectiveVersion.Of(write.Identity, write.Node);
            }
            catch (Exception exception) when (attempt < options.Value.MaxTransactionAttempts && storage.IsTransient(exception))
            {
                metrics.Retried();
            }
        }
    }

    /// <exception cref="ArgumentException">The key or the hash cannot be stored.</exception>
    public void ThrowIfInvalid(string key, string? hash)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (RealityFamily.IsFamily(key))
        {
            families.ThrowIfUndeclared(key);
            if (hash is not null)
                throw new ArgumentException($"'{key}' is a family of keys: it has no content, and no hash.", nameof(hash));

            return;
        }

        if (!KeyText.IsCanonical(key))
            throw new ArgumentException($"'{key}' is not the canonical text of a key.", nameof(key));

        if (hash is not null)
            NodeHash.ThrowIfRefused(hash);
    }
}
