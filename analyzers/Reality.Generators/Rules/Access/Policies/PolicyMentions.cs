using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Reality.Generators.Rules.Access.Policies;

/// <summary>What one file says of policies, by its text alone; read once for a file.</summary>
internal sealed class PolicyMentions
{
    private static readonly ConditionalWeakTable<SyntaxTree, PolicyMentions> Known = new();

    private PolicyMentions(SyntaxTree tree, CancellationToken cancellationToken)
    {
        foreach (var node in tree.GetRoot(cancellationToken).DescendantNodes())
        {
            switch (node)
            {
                case InvocationExpressionSyntax { Expression: var called, ArgumentList.Arguments: var arguments } when NameOf(called) is { } name:
                    MapsReality |= name == "MapReality";
                    if (name is "AddPolicy" or "AddDefaultPolicy" or "AddFallbackPolicy" && arguments.Count > 0)
                    {
                        Add(arguments[0].Expression);
                    }

                    break;
                case IdentifierNameSyntax { Identifier.ValueText: "IAuthorizationPolicyProvider" or "DefaultAuthorizationPolicyProvider" }:
                    HasOtherSources = true;
                    break;
            }
        }
    }

    public bool MapsReality { get; }

    /// <summary>Whether policies may come from elsewhere: a provider, or a name that only run time knows.</summary>
    public bool HasOtherSources { get; private set; }

    /// <summary>The names that stand as literals.</summary>
    public List<string> Names { get; } = [];

    /// <summary>The last words of the constants that name policies.</summary>
    public List<string> Constants { get; } = [];

    public static PolicyMentions Of(SyntaxTree tree, CancellationToken cancellationToken)
    {
        if (!Known.TryGetValue(tree, out var known))
        {
            known = Known.GetValue(tree, tree => new(tree, cancellationToken));
        }

        return known;
    }

    private void Add(ExpressionSyntax name)
    {
        switch (name)
        {
            case LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression, Token.ValueText: var text }:
                Names.Add(text);
                break;
            case InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" }, ArgumentList.Arguments: [{ Expression: var named }] } when NameOf(named) is { } last:
                Names.Add(last);
                break;
            case IdentifierNameSyntax or MemberAccessExpressionSyntax when NameOf(name) is { } constant:
                Constants.Add(constant);
                break;
            default:
                HasOtherSources = true;
                break;
        }
    }

    private static string? NameOf(ExpressionSyntax expression) => expression switch
    {
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
        _ => null,
    };
}
