using Microsoft.CodeAnalysis;
using Reality.Generators.Models;

namespace Reality.Generators.Facts;

/// <summary>Reads the facts of referenced assemblies.</summary>
internal static class ReferencedFacts
{
    /// <summary>The keys of referenced assemblies that this one can name, in one order.</summary>
    public static IEnumerable<ReferencedKey> KeysOf(Compilation compilation, CancellationToken cancellationToken) => compilation.SourceModule.ReferencedAssemblySymbols
        .SelectMany(assembly => TextsOf(assembly).SelectMany(text => KeysOf(text, assembly.GivesAccessTo(compilation.Assembly))))
        .TakeWhile(_ => !cancellationToken.IsCancellationRequested)
        .GroupBy(static key => key.Struct)
        .Select(static group => group.First())
        .OrderBy(static key => key.Signature, StringComparer.Ordinal)
        .ThenBy(static key => key.Struct, StringComparer.Ordinal);

    /// <summary>The facts that an assembly carries, one text a type.</summary>
    public static IEnumerable<string> TextsOf(IAssemblySymbol assembly)
    {
        INamespaceSymbol? space = assembly.GlobalNamespace;
        foreach (var part in FactsWriter.Namespace.Split('.'))
        {
            space = space?.GetNamespaceMembers().FirstOrDefault(member => member.Name == part);
        }

        return space is null
            ? []
            : space.GetTypeMembers()
                .SelectMany(static type => type.GetMembers(FactsWriter.Constant))
                .OfType<IFieldSymbol>()
                .Select(static field => field.ConstantValue)
                .OfType<string>();
    }

    private static IEnumerable<ReferencedKey> KeysOf(string text, bool showsInternals)
    {
        var lines = FactsText.Read(text).ToList();
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i] is ["key", _, var signature, var domain, _, var name, _, var access, ..] && (access == "public" || showsInternals))
            {
                var placeholders = lines.Skip(i + 1).TakeWhile(static line => line[0] == "placeholder").Select(static line => line[2]);
                yield return new(signature, domain, name, placeholders.ToEquatableArray());
            }
        }
    }

}
