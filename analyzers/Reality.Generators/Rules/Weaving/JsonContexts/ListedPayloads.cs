using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Reality.Generators.Binding;

namespace Reality.Generators.Rules.Weaving.JsonContexts;

/// <summary>The types that JSON contexts list, here and in the references that declare contracts, and those that come with them.</summary>
internal sealed class ListedPayloads
{
    private const int MostTypes = 2000;

    private static readonly ConditionalWeakTable<SyntaxTree, string[]> ContextsByFile = new();

    private readonly HashSet<string> _types = new(StringComparer.Ordinal);

    public ListedPayloads(Compilation compilation, CancellationToken cancellationToken)
    {
        var own = compilation.SyntaxTrees
            .SelectMany(tree => ContextsByFile.GetValue(tree, tree => [.. ContextsIn(tree.GetRoot(cancellationToken))]))
            .Distinct(StringComparer.Ordinal)
            .Select(compilation.Assembly.GetTypeByMetadataName)
            .OfType<INamedTypeSymbol>();
        var open = new Queue<ITypeSymbol>(own.Concat(ReferencedContexts(compilation)).SelectMany(TypesOf));
        while (open.Count > 0 && _types.Count < MostTypes)
        {
            var type = open.Dequeue();
            if (_types.Add(TypeText.Bare(type)))
            {
                foreach (var part in PartsOf(type))
                {
                    open.Enqueue(part);
                }
            }
        }
    }

    public bool Contains(ITypeSymbol payload) => _types.Contains(TypeText.Bare(payload));

    /// <summary>The metadata names of the classes in a file that list types, by its text alone.</summary>
    private static IEnumerable<string> ContextsIn(SyntaxNode root) => root
        .DescendantNodes(static node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax)
        .OfType<ClassDeclarationSyntax>()
        .Where(static type => type.AttributeLists.SelectMany(static list => list.Attributes).Any(static one => one.Name.ToString().Contains("JsonSerializable")))
        .Select(MetadataNameOf);

    private static string MetadataNameOf(ClassDeclarationSyntax type)
    {
        var name = type.Identifier.ValueText;
        for (var parent = type.Parent; parent is not null; parent = parent.Parent)
        {
            name = parent switch
            {
                TypeDeclarationSyntax outer => $"{outer.Identifier.ValueText}+{name}",
                BaseNamespaceDeclarationSyntax space => $"{space.Name}.{name}",
                _ => name,
            };
        }

        return name;
    }

    // Only what knows Reality can declare a contract, and its contexts stand beside it.
    private static IEnumerable<INamedTypeSymbol> ReferencedContexts(Compilation compilation) => compilation.SourceModule.ReferencedAssemblySymbols
        .Where(static assembly => assembly.Modules.Any(static module => module.ReferencedAssemblies.Any(static one => one.Name == "Reality")))
        .SelectMany(static assembly => TypesIn(assembly.GlobalNamespace))
        .Where(static type => TypeText.Is(type.BaseType, KnownNames.JsonSerializerContext));

    private static IEnumerable<INamedTypeSymbol> TypesIn(INamespaceSymbol space) =>
        space.GetTypeMembers().Concat(space.GetNamespaceMembers().SelectMany(TypesIn));

    private static IEnumerable<ITypeSymbol> TypesOf(INamedTypeSymbol context) => context.GetAttributes()
        .Where(static attribute => attribute.Is(KnownNames.JsonSerializable))
        .Select(static attribute => attribute.ConstructorArguments is [{ Value: ITypeSymbol type }, ..] ? type : null)
        .OfType<ITypeSymbol>();

    // The serializer's generator goes from a type to its elements and members by itself.
    private static IEnumerable<ITypeSymbol> PartsOf(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => [array.ElementType],
        INamedTypeSymbol { TypeArguments: { Length: > 0 } arguments } named => [.. arguments, .. MembersOf(named)],
        INamedTypeSymbol named => MembersOf(named),
        _ => [],
    };

    private static IEnumerable<ITypeSymbol> MembersOf(INamedTypeSymbol type) => TypeText.Namespace(type).StartsWith("System", StringComparison.Ordinal)
        ? []
        : type.GetMembers().OfType<IPropertySymbol>()
            .Where(static property => property is { DeclaredAccessibility: Accessibility.Public, IsStatic: false, IsIndexer: false })
            .Select(static property => property.Type);
}
