using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Reality.CodeFixes.Keys;

/// <summary>What an accessor takes the place of, and how it stands there.</summary>
/// <param name="Replaced">The expression that goes.</param>
/// <param name="Text">The expression that comes.</param>
internal sealed record TypedKeyUse(ExpressionSyntax Replaced, string Text)
{
    public static TypedKeyUse Of(ExpressionSyntax text, string accessor, FixSite site, CancellationToken cancellationToken)
    {
        if (text.Parent is not ArgumentSyntax { Parent.Parent: ExpressionSyntax call } argument
            || site.Model.GetSymbolInfo(call, cancellationToken).Symbol is not IMethodSymbol method)
        {
            return new(text, accessor + ".Text");
        }

        return (method.ContainingType.Name, method.Name) switch
        {
            // The family's accessor is such an object.
            ("RealityFamily", ".ctor") => new(call, accessor),
            ("KeyText", "Create") => new(call, accessor + ".Text"),
            _ => TakesKeys(argument, call, method, accessor, site) ? new(text, accessor) : new(text, accessor + ".Text"),
        };
    }

    /// <summary>Whether an overload takes the key itself at that place.</summary>
    private static bool TakesKeys(ArgumentSyntax argument, ExpressionSyntax call, IMethodSymbol method, string accessor, FixSite site)
    {
        if (call is not InvocationExpressionSyntax invocation
            || !method.ContainingType.GetMembers(method.Name).OfType<IMethodSymbol>().Any(static other => other.Parameters.Any(static one => IsKey(one.Type))))
        {
            return false;
        }

        var typed = invocation.ReplaceNode(argument.Expression, SyntaxFactory.ParseExpression(accessor));
        if (site.Model.GetSpeculativeSymbolInfo(call.SpanStart, typed, SpeculativeBindingOption.BindAsExpression).Symbol is IMethodSymbol found)
        {
            return found.Parameters.Any(static one => IsKey(one.Type));
        }

        // Where the accessor is not known yet, its overload is the one that takes as much.
        return !site.Model.LookupNamespacesAndTypes(call.SpanStart, name: "Keys").Any(static one => one.ContainingNamespace?.Name == "Reality")
            && method.ContainingType.GetMembers(method.Name).OfType<IMethodSymbol>().Any(other =>
                other.Parameters.Length == method.Parameters.Length && other.Arity == method.Arity && other.Parameters.Any(static one => IsKey(one.Type)));
    }

    private static bool IsKey(ITypeSymbol type) => type is { Name: "IRealityKey" or "RealityFamily", ContainingNamespace: { Name: "Reality", ContainingNamespace.IsGlobalNamespace: true } };
}
