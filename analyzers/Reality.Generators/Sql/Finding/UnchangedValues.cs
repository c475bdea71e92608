using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Reality.Generators.Sql.Finding;

/// <summary>What a local, a field or a property is given once and never changed.</summary>
internal static class UnchangedValues
{
    /// <summary>The expression; <see langword="null"/> where it may change or is not to be seen.</summary>
    public static ExpressionSyntax? Of(ISymbol symbol, CancellationToken cancellationToken)
    {
        if (symbol.DeclaringSyntaxReferences is not [var reference])
        {
            return null;
        }

        return reference.GetSyntax(cancellationToken) switch
        {
            VariableDeclaratorSyntax { Initializer.Value: var value } local when symbol is ILocalSymbol => IsChanged(local) ? null : value,
            VariableDeclaratorSyntax { Initializer.Value: var value } when !HasStaticConstructor(symbol.ContainingType) => value,
            PropertyDeclarationSyntax { ExpressionBody.Expression: var value } => value,
            PropertyDeclarationSyntax { Initializer.Value: var value, AccessorList: { } accessors } when IsGetOnly(accessors)
                && !HasStaticConstructor(symbol.ContainingType) => value,
            _ => null,
        };
    }

    private static bool HasStaticConstructor(INamedTypeSymbol type) => type.StaticConstructors.Any(static one => !one.IsImplicitlyDeclared);

    private static bool IsGetOnly(AccessorListSyntax accessors) =>
        accessors.Accessors is [{ Body: null, ExpressionBody: null } one] && one.IsKind(SyntaxKind.GetAccessorDeclaration);

    /// <summary>Whether anything in the member assigns a local of this name, or hands it out by reference.</summary>
    private static bool IsChanged(VariableDeclaratorSyntax local)
    {
        var name = local.Identifier.ValueText;
        var member = local.FirstAncestorOrSelf<MemberDeclarationSyntax>();
        return member is null || member.DescendantNodes().OfType<IdentifierNameSyntax>().Any(use => use.Identifier.ValueText == name && IsTarget(use));
    }

    /// <summary>Whether a name stands where it is assigned, or handed out by reference.</summary>
    public static bool IsTarget(IdentifierNameSyntax use) => use.Parent switch
    {
        AssignmentExpressionSyntax assignment => assignment.Left == use,
        ArgumentSyntax { RefKindKeyword.RawKind: not 0 } argument => !argument.RefKindKeyword.IsKind(SyntaxKind.InKeyword),
        ArgumentSyntax { Parent: TupleExpressionSyntax { Parent: AssignmentExpressionSyntax assignment } tuple } => assignment.Left == tuple,
        RefExpressionSyntax => true,
        PrefixUnaryExpressionSyntax prefix => prefix.IsKind(SyntaxKind.AddressOfExpression),
        _ => false,
    };
}
