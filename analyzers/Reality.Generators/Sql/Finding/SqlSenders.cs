using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Reality.Generators.Sql.Finding;

/// <summary>The shapes of code that sends SQL.</summary>
internal static class SqlSenders
{
    public static bool HasBody(SyntaxNode node) => node switch
    {
        BaseMethodDeclarationSyntax method => method.Body is not null || method.ExpressionBody is not null,
        LocalFunctionStatementSyntax => true,
        _ => false,
    };

    /// <summary>What a call or a creation calls; where a <c>dynamic</c> argument leaves the choice to run time, the only candidate.</summary>
    public static ISymbol? SymbolOf(ExpressionSyntax call, SemanticModel model, CancellationToken cancellationToken)
    {
        var info = model.GetSymbolInfo(call, cancellationToken);
        return info.Symbol ?? (info is { CandidateReason: CandidateReason.LateBound, CandidateSymbols: [var only] } ? only : null);
    }

    /// <summary>The last name of an expression.</summary>
    public static string? NameOf(ExpressionSyntax expression) => expression switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
        _ => null,
    };

    public static List<(IParameterSymbol Parameter, ExpressionSyntax Value)> ArgumentsOf(ExpressionSyntax call, IMethodSymbol called)
    {
        var list = call switch
        {
            InvocationExpressionSyntax invocation => invocation.ArgumentList,
            BaseObjectCreationExpressionSyntax creation => creation.ArgumentList,
            _ => null,
        };
        var arguments = new List<(IParameterSymbol, ExpressionSyntax)>();
        for (var i = 0; i < (list?.Arguments.Count ?? 0); i++)
        {
            var argument = list!.Arguments[i];
            var parameter = argument.NameColon is { } name
                ? called.Parameters.FirstOrDefault(one => one.Name == name.Name.Identifier.ValueText)
                : i < called.Parameters.Length ? called.Parameters[i] : null;
            if (parameter is not null)
            {
                arguments.Add((parameter, argument.Expression));
            }
        }

        return arguments;
    }

    /// <summary>Whether a method of someone else gives a command whose text is out of sight.</summary>
    public static bool BringsCommand(IMethodSymbol called) =>
        (DataTypes.IsCommand(called.ReturnType) || DataTypes.IsCommandDefinition(called.ReturnType)) && !DataTypes.IsOfAdo(called.ContainingType);

    /// <summary>Whether a call that is neither Dapper's nor ADO.NET's gets hold of a connection.</summary>
    public static bool GivesConnectionAway(
        InvocationExpressionSyntax call,
        IMethodSymbol called,
        List<(IParameterSymbol Parameter, ExpressionSyntax Value)> arguments,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        if (DataTypes.IsOfAdo(called.ContainingType) || IsOfFramework(called))
        {
            return false;
        }

        return arguments.Exists(argument => DataTypes.GivesConnection(model.GetTypeInfo(argument.Value, cancellationToken).Type))
            || (called.ReducedFrom is not null && call.Expression is MemberAccessExpressionSyntax { Expression: var receiver }
                && DataTypes.GivesConnection(model.GetTypeInfo(receiver, cancellationToken).Type));
    }

    /// <summary>What checks, keeps or disposes, and knows nothing of SQL; and what gives a read's connection as its own type.</summary>
    private static bool IsOfFramework(IMethodSymbol called)
    {
        var type = called.ReducedFrom?.ContainingType ?? called.ContainingType;
        var space = type?.ContainingNamespace?.ToDisplayString();
        return space is "System" or "System.Threading" or "System.Threading.Tasks" or "System.Collections.Generic" or "System.Diagnostics"
            || (space == "Reality" && type!.Name is "RealityReadExtensions");
    }
}
