using System.Buffers;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using Reality.Server.Diagnostics;
using Reality.Server.Families;
using Reality.Server.Storage;

namespace Reality.Server.Weaving;

/// <summary>Raises the version of one key, or of a family, outside any transaction.</summary>
internal sealed partial class NodeUpdate(
    IRealityStorage storage,
    StorageInitialization initialization,
    KeyFamilies families,
    NodeWriter writer,
    RealityMetrics metrics,
    IOptions<RealityOptions> options)
{
    private const int MaxHashLength = 128;

    private static readonly SearchValues<char> Printable =
        SearchValues.Create([.. Enumerable.Range('!', '~' - '!' + 1).Select(code => (char)code)]);

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

        if (hash is null)
            return;

        if (hash.Length is 0 or > MaxHashLength || hash.AsSpan().ContainsAnyExcept(Printable))
            throw new ArgumentException($"A hash has 1 to {MaxHashLength} printable ASCII characters without spaces.", nameof(hash));

        if (EtagForm().IsMatch(hash))
        {
            throw new ArgumentException(
                $"The hash '{hash}' has the form of a payload's ETag, on whose equality clients skip fetches. Give it another form.",
                nameof(hash));
        }
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{22}\.[0-9a-f]{8}\z")]
    private static partial Regex EtagForm();
}
