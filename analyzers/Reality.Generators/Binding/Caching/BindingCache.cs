using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace Reality.Generators.Binding.Caching;

/// <summary>
/// What declarations were bound to while nothing that they mean has changed. A generator's transforms run again for every declaration after every
/// keystroke anywhere; binding anew is most of what that costs. An answer is good while each file that it came from is part of the compilation and
/// the surroundings are the same. Answers are models: no symbol is kept, and an answer dies with the file it belongs to.
/// </summary>
/// <typeparam name="T">The model.</typeparam>
internal static class BindingCache<T>
    where T : class
{
    private static readonly ConditionalWeakTable<SyntaxNode, Entry> Known = new();

    /// <summary>Finds what a declaration was bound to.</summary>
    public static bool TryGet(SyntaxNode declaration, Compilation compilation, out T? value)
    {
        if (Known.TryGetValue(declaration, out var entry)
            && entry.Surroundings == Surroundings.Of(compilation)
            && entry.Files.All(compilation.ContainsSyntaxTree))
        {
            value = entry.Value;
            return true;
        }

        value = null;
        return false;
    }

    /// <summary>Remembers what a declaration was bound to.</summary>
    /// <param name="declaration">The declaration.</param>
    /// <param name="compilation">The compilation that it was bound in.</param>
    /// <param name="value">What it was bound to.</param>
    /// <param name="files">The files that the value comes from.</param>
    public static void Set(SyntaxNode declaration, Compilation compilation, T? value, IReadOnlyCollection<SyntaxTree> files)
    {
        var entry = new Entry(value, files, Surroundings.Of(compilation));
        Known.Remove(declaration);
        _ = Known.GetValue(declaration, _ => entry);
    }

    private sealed record Entry(T? Value, IReadOnlyCollection<SyntaxTree> Files, Surroundings Surroundings);
}
