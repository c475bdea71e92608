using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Reality.Generators.Sql.Finding;

/// <summary>
/// Judges calls that do not bind. When the generator looks, what it and others will write is not there yet; a call of that which touches no
/// connection is nothing to worry about.
/// </summary>
internal sealed class UnboundCode(CancellationToken cancellationToken)
{
    /// <summary>Whether a call or a creation that does not bind may send SQL, or lead to code that does.</summary>
    public bool Matters(ExpressionSyntax code, SemanticModel model)
    {
        if (code is InvocationExpressionSyntax { Expression: var called })
        {
            switch (called)
            {
                case IdentifierNameSyntax { Identifier.ValueText: "nameof" }:
                    return false;
                case SimpleNameSyntax:
                case MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax or BaseExpressionSyntax }:
                    return true;
            }

            if (RootOf(called) is IdentifierNameSyntax { Identifier.ValueText: var name } root)
            {
                if (name == "Keys")
                {
                    return false;
                }

                if (model.GetSymbolInfo(root, cancellationToken).Symbol is ILocalSymbol or IParameterSymbol or IFieldSymbol or IPropertySymbol
                    && model.GetTypeInfo(root, cancellationToken).Type is null or IErrorTypeSymbol)
                {
                    return true;
                }
            }
        }

        return code.DescendantNodes(static node => node is not AnonymousFunctionExpressionSyntax)
            .OfType<IdentifierNameSyntax>()
            .Any(name => DataTypes.GivesConnection(model.GetTypeInfo(name, cancellationToken).Type));
    }

    private static ExpressionSyntax RootOf(ExpressionSyntax expression)
    {
        while (true)
        {
            switch (expression)
            {
                case MemberAccessExpressionSyntax access:
                    expression = access.Expression;
                    break;
                case InvocationExpressionSyntax call:
                    expression = call.Expression;
                    break;
                case ConditionalAccessExpressionSyntax conditional:
                    expression = conditional.Expression;
                    break;
                default:
                    return expression;
            }
        }
    }
}
