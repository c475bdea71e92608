using System.Text.Json.Serialization.Metadata;

namespace Reality.Client;

/// <summary>How to get the payload behind a key.</summary>
/// <typeparam name="T">The payload.</typeparam>
public abstract class RealitySource<T>
{
    private protected RealitySource()
    {
    }

    /// <summary>Whether the payload comes from the server that syncs.</summary>
    internal virtual bool IsFromServer => false;

    /// <summary>How the payload is written to a store and read from it; <see langword="null"/> where it cannot be.</summary>
    internal virtual JsonTypeInfo? StoredAs => null;

    internal abstract Task<RealityPayload<T>> FetchAsync(RealityFetch fetch, CancellationToken cancellationToken);
}

/// <summary>Makes sources.</summary>
public static class RealitySource
{
    /// <summary>
    /// A JSON endpoint, asked with a conditional <c>GET</c>. Its <c>ETag</c>, <c>Reality-Version</c> and <c>Reality-Seen</c> are used where
    /// it sends them; it works without.
    /// </summary>
    /// <param name="url">The endpoint, relative to the server unless absolute.</param>
    /// <param name="type">How to read the payload, from a <c>JsonSerializerContext</c>.</param>
    public static RealitySource<T> Json<T>(string url, JsonTypeInfo<T> type)
    {
        ArgumentException.ThrowIfNullOrEmpty(url);
        ArgumentNullException.ThrowIfNull(type);
        return new JsonSource<T>(new Uri(url, UriKind.RelativeOrAbsolute), type);
    }

    /// <summary>The JSON endpoint that a key names, read as the key says.</summary>
    /// <param name="key">The key.</param>
    /// <exception cref="InvalidOperationException">No context lists the payload, and reflection is switched off, as in trimmed programs.</exception>
    public static RealitySource<T> Of<T>(IRealityRoutedKey<T> key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return new JsonSource<T>(new Uri(key.Url, UriKind.Relative), key.PayloadType ?? PayloadTypes.Of(typeof(T)));
    }

    /// <summary>A fetcher of one's own. It throws where there is nothing to return; see <see cref="RealityException.IsTransient"/>.</summary>
    /// <param name="fetch">Gets the payload behind a key.</param>
    /// <param name="storedAs">How the payload is stored, where the client has a store; without it, it is not.</param>
    public static RealitySource<T> From<T>(Func<string, CancellationToken, Task<T>> fetch, JsonTypeInfo<T>? storedAs = null)
    {
        ArgumentNullException.ThrowIfNull(fetch);
        return new DelegateSource<T>(
            async (request, token) => new RealityPayload<T>(await fetch(request.Key, token).ConfigureAwait(false)),
            storedAs);
    }

    /// <summary>A fetcher of one's own that knows versions and ETags.</summary>
    /// <param name="fetch">Gets the payload behind a key, or says that the one in hand is current.</param>
    /// <param name="storedAs">How the payload is stored, where the client has a store; without it, it is not.</param>
    public static RealitySource<T> From<T>(
        Func<RealityFetch, CancellationToken, Task<RealityPayload<T>>> fetch,
        JsonTypeInfo<T>? storedAs = null)
    {
        ArgumentNullException.ThrowIfNull(fetch);
        return new DelegateSource<T>(fetch, storedAs);
    }
}

internal sealed class DelegateSource<T>(
    Func<RealityFetch, CancellationToken, Task<RealityPayload<T>>> fetch,
    JsonTypeInfo<T>? storedAs) : RealitySource<T>
{
    internal override JsonTypeInfo? StoredAs => storedAs;

    internal override Task<RealityPayload<T>> FetchAsync(RealityFetch request, CancellationToken cancellationToken) =>
        fetch(request, cancellationToken);
}
