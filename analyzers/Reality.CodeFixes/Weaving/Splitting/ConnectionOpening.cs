using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Reality.CodeFixes.Weaving.Splitting;

/// <summary>Takes out what a method does to get its connection.</summary>
internal static class ConnectionOpening
{
    private static readonly string[] Ceremony = ["Open", "OpenAsync", "Close", "CloseAsync", "Dispose", "DisposeAsync"];

    /// <summary>Takes the declaration of a connection out, and the calls that open and close it.</summary>
    /// <returns>The local; <see langword="null"/> where something keeps it from being plain.</returns>
    public static ISymbol? TakeOut(SplitBody body, VariableDeclarationSyntax declaration)
    {
        var local = body.Site.Model.GetDeclaredSymbol(declaration.Variables[0])!;
        if (declaration.Variables[0].Initializer is not { } initializer || DoesMore(body, initializer.Value) || body.UsesOf(local).Any(use => !IsPlain(use)))
        {
            return null;
        }

        switch (declaration.Parent)
        {
            case LocalDeclarationStatementSyntax { Parent: BlockSyntax block } statement when block == body.Syntax || block.Parent is UsingStatementSyntax:
                body.Edits.Remove(statement.Span);
                break;
            case UsingStatementSyntax { Parent: BlockSyntax or UsingStatementSyntax } statement:
                body.Edits.Unwrap(statement, statement.Statement);
                break;
            default:
                return null;
        }

        // What stays of the block is not gone with the declaration.
        RemoveCalls(body, local);
        return local;
    }

    /// <summary>Takes the statements out that open and close a connection.</summary>
    public static void RemoveCalls(SplitBody body, ISymbol connection)
    {
        foreach (var use in body.UsesOf(connection))
        {
            if (SplitBody.CallOn(SplitBody.WholeOf(use)) is var (call, name) && Ceremony.Contains(name) && SplitBody.StatementOf(call) is { } statement)
            {
                StatementSyntax whole = ConditionOf(statement, connection) is { } condition ? condition : statement;
                body.Edits.Remove(whole.Span);
            }
        }
    }

    // if (db.State != ConnectionState.Open) { await db.OpenAsync(); }
    private static IfStatementSyntax? ConditionOf(ExpressionStatementSyntax statement, ISymbol connection)
    {
        var inner = statement.Parent is BlockSyntax { Statements.Count: 1 } block ? (StatementSyntax)block : statement;
        return inner.Parent is IfStatementSyntax { Else: null } condition
            && condition.Condition.DescendantNodes().OfType<MemberAccessExpressionSyntax>().Any(access =>
                access.Name.Identifier.ValueText == "State" && access.Expression is IdentifierNameSyntax name && name.Identifier.ValueText == connection.Name)
            ? condition
            : null;
    }

    // Closed in a `finally`, assigned anew, or handed out: then more hangs on it than this method shows.
    private static bool IsPlain(IdentifierNameSyntax use)
    {
        if (SplitBody.CallOn(use) is var (call, name) && Ceremony.Contains(name))
        {
            return SplitBody.StatementOf(call) is { } statement && !statement.Ancestors().Any(static one => one is FinallyClauseSyntax or CatchClauseSyntax);
        }

        return use.Parent is not (AssignmentExpressionSyntax or ReturnStatementSyntax or EqualsValueClauseSyntax)
            || use.Parent is AssignmentExpressionSyntax assignment && assignment.Right == use && assignment.Left.ToString().EndsWith("Connection", StringComparison.Ordinal);
    }

    // A method of the user's own that is told what the connection is for, such as the tenant, does more than open it.
    private static bool DoesMore(SplitBody body, ExpressionSyntax initializer) =>
        initializer.DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>().Any(call =>
            body.SymbolOf(call) is IMethodSymbol { DeclaringSyntaxReferences.IsEmpty: false }
            && call.ArgumentList.Arguments.Any(argument => argument.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name =>
                body.SymbolOf(name) is IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Ordinary } } parameter
                && parameter.Type.Name != "CancellationToken")));
}
