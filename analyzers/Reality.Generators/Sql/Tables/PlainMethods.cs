using Microsoft.CodeAnalysis;
using Reality.Generators.Binding;
using Reality.Generators.Sql.Finding;

namespace Reality.Generators.Sql.Tables;

/// <summary>The public methods of a repository that are no contracts: what they write, no generated code sees.</summary>
internal static class PlainMethods
{
    public static IEnumerable<IMethodSymbol> Of(RepositoryBinding repository)
    {
        var type = repository.Type;
        foreach (var method in type.GetMembers().OfType<IMethodSymbol>())
        {
            var isOpen = method is { MethodKind: MethodKind.Ordinary, DeclaredAccessibility: Accessibility.Public } or { MethodKind: MethodKind.ExplicitInterfaceImplementation };
            if (isOpen && !method.IsGenerated() && HasBody(method) && !repository.Methods.Any(contract => IsOf(contract, method)))
            {
                yield return method;
            }
        }
    }

    /// <summary>The declaration with the body, which is what is looked at.</summary>
    public static SyntaxNode? BodyOf(IMethodSymbol method) =>
        (method.PartialImplementationPart ?? method).DeclaringSyntaxReferences.Select(static reference => reference.GetSyntax()).FirstOrDefault(SqlSenders.HasBody);

    private static bool HasBody(IMethodSymbol method) =>
        (!method.IsPartialDefinition || method.PartialImplementationPart is { } part && !part.IsGenerated()) && BodyOf(method) is not null;

    // The contract itself, its core, and what implements it by hand.
    private static bool IsOf(BoundMethod contract, IMethodSymbol method) =>
        SymbolEqualityComparer.Default.Equals(contract.Method, method)
        || SymbolEqualityComparer.Default.Equals(contract.Core, method)
        || (contract.IsOfInterface && SymbolEqualityComparer.Default.Equals(method.ContainingType.FindImplementationForInterfaceMember(contract.Method), method));
}
