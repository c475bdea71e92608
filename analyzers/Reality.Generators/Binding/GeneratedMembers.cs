using Microsoft.CodeAnalysis;

namespace Reality.Generators.Binding;

/// <summary>Tells what the generator wrote from what the user wrote: rules see both in one compilation.</summary>
internal static class GeneratedMembers
{
    // The compiler puts a generator's files into a folder of the generator's name.
    private static readonly string Folder = typeof(RealityGenerator).FullName;

    public static bool IsGenerated(this ISymbol symbol) =>
        symbol.DeclaringSyntaxReferences is [var reference, ..] && reference.SyntaxTree.FilePath.Contains(Folder);
}
