namespace Reality;

/// <summary>How to hash payloads of one type: the members that generated code walks, and an id of that walk.</summary>
/// <typeparam name="T">The payload.</typeparam>
public sealed class ContentHash<T>
{
    private const int ShapeLength = 8;
    private const int Length = ContentHasher.TextLength + 1 + ShapeLength;

    private readonly Action<ContentHasher, T> _write;

    /// <summary>Declares a walk.</summary>
    /// <param name="shape">
    /// The shape id, eight lower-case hexadecimal digits: it differs where generator version or member walk differ, so that hashes of
    /// different walks are never compared.
    /// </param>
    /// <param name="write">Adds a value to the hasher, member by member.</param>
    /// <exception cref="ArgumentException">The shape id has another form.</exception>
    public ContentHash(string shape, Action<ContentHasher, T> write)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(write);
        if (shape.Length != ShapeLength || !shape.All(char.IsAsciiHexDigitLower))
        {
            throw new ArgumentException($"A shape id has {ShapeLength} lower-case hexadecimal digits; this one is '{shape}'.", nameof(shape));
        }

        Shape = shape;
        _write = write;
    }

    /// <summary>The shape id.</summary>
    public string Shape { get; }

    /// <summary>
    /// Whether the walk leaves out parts of the payload, as <see cref="RealityHash.Ids"/> does. Where one of several writes in a transaction gives
    /// the key a fresh hash, such a hash does not replace it: it would not tell what that write changed.
    /// </summary>
    public bool IsPartial { get; init; }

    /// <summary>Hashes a value.</summary>
    /// <returns><c>&lt;hash&gt;.&lt;shape&gt;</c>: the node's hash, and the payload's ETag without its quotes.</returns>
    public string Compute(T value, HashSecret secret)
    {
        Span<char> text = stackalloc char[Length];
        Write(value, secret, text);
        return text.ToString();
    }

    /// <summary>Whether a value's hash is a given one. Allocates nothing.</summary>
    /// <param name="value">The value.</param>
    /// <param name="secret">The storage's secret.</param>
    /// <param name="hash">A hash with its shape, as <see cref="Compute"/> returns it; any other text is equal to none.</param>
    public bool Matches(T value, HashSecret secret, ReadOnlySpan<char> hash)
    {
        Span<char> text = stackalloc char[Length];
        Write(value, secret, text);
        return hash.SequenceEqual(text);
    }

    private void Write(T value, HashSecret secret, Span<char> text)
    {
        ArgumentNullException.ThrowIfNull(secret);
        var hasher = ContentHasher.Rent(secret);
        try
        {
            _write(hasher, value);
            hasher.Finish(text);
        }
        finally
        {
            hasher.Return();
        }

        text[ContentHasher.TextLength] = '.';
        Shape.CopyTo(text[(ContentHasher.TextLength + 1)..]);
    }
}
