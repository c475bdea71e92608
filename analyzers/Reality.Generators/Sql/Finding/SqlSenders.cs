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
        (DataTypes.IsCommand(called.ReturnType) || DataTypes.IsCommandDefinition(called.ReturnType)) && !DataTypes.IsConnection(called.ContainingType);

    /// <summary>Whether a call that is neither Dapper's nor ADO.NET's gets hold of a connection.</summary>
    public static bool GivesConnectionAway(
        InvocationExpressionSyntax call,
        IMethodSymbol called,
        List<(IParameterSymbol Parameter, ExpressionSyntax Value)> arguments,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        if (DataTypes.IsConnection(called.ContainingType) || DataTypes.IsCommand(called.ContainingType))
        {
            return false;
        }

        return arguments.Exists(argument => DataTypes.IsConnection(model.GetTypeInfo(argument.Value, cancellationToken).Type))
            || (called.ReducedFrom is not null && call.Expression is MemberAccessExpressionSyntax { Expression: var receiver }
                && DataTypes.IsConnection(model.GetTypeInfo(receiver, cancellationToken).Type));
    }
}
