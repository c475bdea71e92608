using System.Diagnostics.CodeAnalysis;

namespace Reality.Client;

/// <summary>
/// Keeps what is held over the end of the program: <see cref="RealityFileStore"/>, or a store of one's own over whatever the host has.
/// It need not be reliable: what is lost is fetched again, what is damaged is noticed and dropped, and what it throws is reported and harms nothing.
/// Calls come one at a time, except for reads.
/// </summary>
[SuppressMessage("Naming", "CA1716", Justification = "A scope is what it is called.")]
public interface IRealityStore
{
    /// <summary>Reads what was last written for a key.</summary>
    /// <param name="scope">Whose it is; see <see cref="RealityClientOptions.Scope"/>. Another scope must never see it.</param>
    /// <param name="key">The key's text: up to 512 bytes of any characters, letter case matters.</param>
    /// <param name="cancellationToken">Fires when nobody waits any more.</param>
    /// <returns>The bytes written; <see langword="null"/> where there are none.</returns>
    ValueTask<byte[]?> ReadAsync(string scope, string key, CancellationToken cancellationToken);

    /// <summary>Writes an entry, wholly or not at all.</summary>
    /// <param name="scope">Whose it is.</param>
    /// <param name="key">The key's text.</param>
    /// <param name="entry">The bytes, which protect themselves against damage.</param>
    /// <param name="cancellationToken">Fires when it takes too long.</param>
    ValueTask WriteAsync(string scope, string key, byte[] entry, CancellationToken cancellationToken);

    /// <summary>Removes an entry, if there is one.</summary>
    /// <param name="scope">Whose it is.</param>
    /// <param name="key">The key's text.</param>
    /// <param name="cancellationToken">Fires when it takes too long.</param>
    ValueTask RemoveAsync(string scope, string key, CancellationToken cancellationToken);

    /// <summary>Removes all entries of a scope.</summary>
    /// <param name="scope">Whose they are.</param>
    /// <param name="cancellationToken">Fires when it takes too long.</param>
    ValueTask ClearAsync(string scope, CancellationToken cancellationToken);
}
