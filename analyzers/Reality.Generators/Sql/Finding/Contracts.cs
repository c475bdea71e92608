using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Reality.Generators.Binding;

namespace Reality.Generators.Sql.Finding;

/// <summary>Recognizes calls of contracts: what these write is their own matter, and the keys that they invalidate are invalidated.</summary>
internal sealed class Contracts
{
    private readonly ILookup<string, IMethodSymbol> _ofInterfaces;

    public Contracts(INamedTypeSymbol type)
    {
        Type = type;
        _ofInterfaces = type.AllInterfaces
            .SelectMany(static face => face.GetMembers())
            .OfType<IMethodSymbol>()
            .Where(AttributeReading.IsAnnotated)
            .ToLookup(static method => method.Name, StringComparer.Ordinal);
    }

    /// <summary>The class whose methods are looked at.</summary>
    public INamedTypeSymbol Type { get; }

    /// <summary>The templates that a contract invalidates; <see langword="null"/> where the method is none.</summary>
    public IEnumerable<string>? Of(IMethodSymbol called)
    {
        if (called.IsAnnotated())
        {
            return TemplatesOf(called);
        }

        var declared = SymbolEqualityComparer.Default.Equals(called.ContainingType, Type)
            ? _ofInterfaces[called.Name]
            : InterfaceMethodsOf(called);
        var method = declared.FirstOrDefault(one => SymbolEqualityComparer.Default.Equals(called.ContainingType.FindImplementationForInterfaceMember(one), called));
        return method is null ? null : TemplatesOf(method);
    }

    /// <summary>The templates of a contract that the class does not implement yet, called by its name.</summary>
    public IEnumerable<string>? Named(InvocationExpressionSyntax call)
    {
        var name = call.Expression switch
        {
            IdentifierNameSyntax simple => simple.Identifier.ValueText,
            MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name.Identifier.ValueText: var own } => own,
            _ => string.Empty,
        };
        var methods = _ofInterfaces[name].ToList();
        return methods.Count == 0 ? null : methods.SelectMany(TemplatesOf);
    }

    // Another repository in the interface form, called through its class.
    private static IEnumerable<IMethodSymbol> InterfaceMethodsOf(IMethodSymbol called) => called.ContainingType?.Find(KnownNames.Repository) is null
        ? []
        : called.ContainingType.AllInterfaces.SelectMany(face => face.GetMembers(called.Name)).OfType<IMethodSymbol>().Where(AttributeReading.IsAnnotated);

    private static IEnumerable<string> TemplatesOf(IMethodSymbol method) => method.GetAttributes()
        .Where(static attribute => attribute.Is(KnownNames.Invalidates))
        .Select(static attribute => attribute.Text());
}
