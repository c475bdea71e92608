namespace Reality;

/// <summary>How to hash payloads of one type: the members that generated code walks, and an id of that walk.</summary>
/// <typeparam name="T">The payload.</typeparam>
/// <param name="shape">
/// The shape id, eight lower-case hexadecimal digits: it differs where generator version or member walk differ, so that hashes of
/// different walks are never compared.
/// </param>
/// <param name="write">Adds a value to the hasher, member by member.</param>
public sealed class ContentHash<T>(string shape, Action<ContentHasher, T> write)
{
    /// <summary>The shape id.</summary>
    public string Shape { get; } = shape;

    /// <summary>Hashes a value.</summary>
    /// <returns><c>&lt;hash&gt;.&lt;shape&gt;</c>: the node's hash, and the payload's ETag without its quotes.</returns>
    public string Compute(T value, HashSecret secret)
    {
        using var hasher = new ContentHasher(secret);
        write(hasher, value);
        return hasher.Finish(Shape);
    }
}
