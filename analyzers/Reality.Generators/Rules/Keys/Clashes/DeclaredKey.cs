using Microsoft.CodeAnalysis;
using Reality.Generators.Binding;
using Reality.Generators.Rules.Facts;

namespace Reality.Generators.Rules.Keys.Clashes;

/// <summary>A key that the type at hand declares.</summary>
/// <param name="Fact">The key.</param>
/// <param name="Traits">What its read says of it; <see langword="null"/> where that is wrong in itself.</param>
/// <param name="Method">The read.</param>
internal sealed record DeclaredKey(KeyFact Fact, ReadTraits? Traits, IMethodSymbol Method)
{
    public static DeclaredKey? Of(Declaration declaration) => declaration.Key is { } key && KeyFact.Of(key) is { } fact
        ? new(fact, declaration.Read is { } read ? ReadTraits.Of(read) : null, declaration.Method)
        : null;
}
