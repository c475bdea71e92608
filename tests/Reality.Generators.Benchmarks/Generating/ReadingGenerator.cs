using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Reality.Generators.Benchmarks.Generating;

/// <summary>The least that a generator over the same attributes can do: it reads them and the signatures that they stand on, and writes nothing.</summary>
#pragma warning disable RS1036, RS1041, RS1042 // It is measured, not shipped.
internal sealed class ReadingGenerator : IIncrementalGenerator
#pragma warning restore RS1036, RS1041, RS1042
{
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        Read(context, "Reality.RealityKeyAttribute");
        Read(context, "Reality.RealityInvalidatesAttribute");
        var repositories = context.SyntaxProvider.ForAttributeWithMetadataName(
            "Reality.RealityRepositoryAttribute",
            static (node, _) => node is ClassDeclarationSyntax,
            static (source, _) => string.Join('\n', ((INamedTypeSymbol)source.TargetSymbol).GetMembers().OfType<IMethodSymbol>().Select(Text)));
        context.RegisterSourceOutput(repositories, static (_, _) => { });
    }

    private static void Read(IncrementalGeneratorInitializationContext context, string attribute)
    {
        var methods = context.SyntaxProvider.ForAttributeWithMetadataName(
            attribute,
            static (node, _) => node is MethodDeclarationSyntax,
            static (source, _) => Text((IMethodSymbol)source.TargetSymbol));
        context.RegisterSourceOutput(methods, static (_, _) => { });
    }

    private static string Text(IMethodSymbol method)
    {
        var attributes = method.GetAttributes().SelectMany(static one => one.ConstructorArguments.Select(static argument => argument.Value)
            .Concat(one.NamedArguments.Select(static argument => argument.Value.Value)));
        var parameters = method.Parameters.Select(static one => $"{one.Type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)} {one.Name}");
        return $"{method.ReturnType.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)} {method.Name}({string.Join(", ", parameters)}) {string.Join(' ', attributes)}";
    }
}
