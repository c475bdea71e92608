using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Reality.CodeFixes.Weaving.Splitting;

/// <summary>Tells whether what stays of a body needs the instance.</summary>
internal static class InstanceUses
{
    public static bool Any(SplitBody body) => body.Syntax.DescendantNodes().Any(node => !body.Edits.IsGone(node) && node switch
    {
        ThisExpressionSyntax or BaseExpressionSyntax => true,
        IdentifierNameSyntax name when body.IsHandedIn(name) => false,
        SimpleNameSyntax name when !IsMemberOfAnother(name) => IsInstance(body.SymbolOf(name)),
        _ => false,
    });

    private static bool IsMemberOfAnother(SimpleNameSyntax name) =>
        name.Parent is MemberAccessExpressionSyntax access && access.Name == name
        || name.Parent is MemberBindingExpressionSyntax or NameColonSyntax or NameEqualsSyntax or QualifiedNameSyntax
        || name.Parent is AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax } assignment && assignment.Left == name;

    private static bool IsInstance(ISymbol? symbol) => symbol switch
    {
        IFieldSymbol or IPropertySymbol or IEventSymbol => !symbol.IsStatic,
        IMethodSymbol { MethodKind: MethodKind.Ordinary } method => !method.IsStatic,
        IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } } => true,
        _ => false,
    };
}
