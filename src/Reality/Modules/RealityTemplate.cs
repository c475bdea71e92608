using System.Security.Claims;

namespace Reality;

/// <summary>A declared key template: how to recognize its keys, who may read them, and how to read what is behind them.</summary>
public abstract class RealityTemplate
{
    private protected RealityTemplate()
    {
    }

    /// <summary>The template as declared, such as <c>chat:room:&lt;roomId&gt;</c>.</summary>
    public required string Text { get; init; }

    /// <summary>Who may read the keys. Where <see cref="Policy"/> is set too, both must allow it.</summary>
    public RealityAccess Access { get; init; }

    /// <summary>The authorization policy that decides who may read the keys, if any.</summary>
    public string? Policy { get; init; }

    /// <summary>The route of the payload, if one is mapped.</summary>
    public string? Route { get; init; }

    /// <summary>What writes store as hash.</summary>
    public RealityHash Hash { get; init; }

    /// <summary>
    /// Whether what is behind the keys is not in the storage's database, so that no snapshot of it holds the payload: the version is read
    /// first there, and the payload may be newer.
    /// </summary>
    public bool IsElsewhere { get; init; }

    /// <summary>
    /// The types of the placeholders, in their order. Where they are not given, <see cref="Overlaps"/> takes each for a type that can be
    /// any text.
    /// </summary>
    public IReadOnlyList<Type> Placeholders { get; init; } = [];

    /// <summary>The type of the payload.</summary>
    public abstract Type PayloadType { get; }

    /// <summary>Lets a visitor work with the template's own types, without reflection.</summary>
    public abstract TResult Accept<TResult>(IRealityTemplateVisitor<TResult> visitor);

    /// <summary>Whether some text can be a key of both templates; so it is with templates that differ in nothing but placeholders' names.</summary>
    /// <exception cref="InvalidOperationException">A template's text breaks the grammar.</exception>
    public bool Overlaps(RealityTemplate other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return TemplateOverlap.Between(this, other);
    }

    /// <summary>Reads a text as a key of this template.</summary>
    /// <returns><see langword="false"/> where the text is not a canonical key of this template.</returns>
    public abstract bool TryParse(ReadOnlySpan<char> text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out IRealityKey? key);

    /// <summary>The owner that a key's text names, in the key's own text form (escaped).</summary>
    /// <returns><see langword="false"/> where the template has no owner placeholder.</returns>
    public abstract bool TryGetOwner(ReadOnlySpan<char> text, out ReadOnlySpan<char> owner);
}

/// <summary>Works with a template whose types are known only inside.</summary>
public interface IRealityTemplateVisitor<out TResult>
{
    /// <summary>Visits a template.</summary>
    TResult Visit<TKey, T>(RealityTemplate<TKey, T> template)
        where TKey : struct, IRealityKey<T>;
}

/// <summary>Reads a text as a key.</summary>
public delegate bool RealityKeyParser<TKey>(ReadOnlySpan<char> text, out TKey key);

/// <inheritdoc/>
/// <typeparam name="TKey">The generated key struct.</typeparam>
/// <typeparam name="T">The payload.</typeparam>
public sealed class RealityTemplate<TKey, T> : RealityTemplate
    where TKey : struct, IRealityKey<T>
{
    /// <summary>Reads a text as a key of this template.</summary>
    public required RealityKeyParser<TKey> Parser { get; init; }

    /// <summary>How to hash the payload; its ETag comes from this, whatever <see cref="RealityTemplate.Hash"/> says.</summary>
    public required ContentHash<T> Content { get; init; }

    /// <summary>Reads the payload through the repository, for the payload endpoint. Set where <see cref="RealityTemplate.Route"/> is.</summary>
    public Func<IServiceProvider, TKey, CancellationToken, Task<T>>? Read { get; init; }

    /// <summary>The index of the segment that names the owner, or -1.</summary>
    public int OwnerSegment { get; init; } = -1;

    /// <inheritdoc/>
    public override Type PayloadType => typeof(T);

    /// <inheritdoc/>
    public override TResult Accept<TResult>(IRealityTemplateVisitor<TResult> visitor)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        return visitor.Visit(this);
    }

    /// <inheritdoc/>
    public override bool TryParse(ReadOnlySpan<char> text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out IRealityKey? key)
    {
        var parsed = Parser(text, out var typed);
        key = parsed ? typed : null;
        return parsed;
    }

    /// <inheritdoc/>
    public override bool TryGetOwner(ReadOnlySpan<char> text, out ReadOnlySpan<char> owner)
    {
        owner = default;
        if (OwnerSegment < 0)
        {
            return false;
        }

        var segment = 0;
        foreach (var range in text.Split(':'))
        {
            if (segment++ == OwnerSegment)
            {
                owner = text[range];
                return true;
            }
        }

        return false;
    }
}
