using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Reality.CodeFixes.Weaving.Splitting;

/// <summary>The transaction that a method begins and commits by itself; the contract does that now.</summary>
internal sealed class OwnTransaction
{
    private static readonly string[] Commit = ["Commit", "CommitAsync", "Complete"];
    private static readonly string[] Rollback = ["Rollback", "RollbackAsync"];
    private static readonly string[] Dispose = ["Dispose", "DisposeAsync"];

    private readonly SplitBody _body;
    private readonly VariableDeclarationSyntax _declaration;
    private readonly ISymbol _local;
    private readonly List<Action> _edits = [];
    private ExpressionStatementSyntax? _commit;

    private OwnTransaction(SplitBody body, VariableDeclarationSyntax declaration)
    {
        _body = body;
        _declaration = declaration;
        _local = body.Site.Model.GetDeclaredSymbol(declaration.Variables[0])!;
    }

    /// <summary>Takes transactions out where that is plain to see, and says at the others what to do.</summary>
    public static void TakeOut(SplitBody body, string connection)
    {
        var declarations = body.Syntax.DescendantNodes().OfType<VariableDeclarationSyntax>()
            .Where(declaration => declaration.Variables.Count == 1
                && body.Site.Model.GetDeclaredSymbol(declaration.Variables[0]) is ILocalSymbol local && DataTypes.IsTransaction(local.Type))
            .ToList();
        foreach (var declaration in declarations)
        {
            var transaction = new OwnTransaction(body, declaration);
            if (declarations.Count == 1 && transaction.IsPlain())
            {
                transaction._edits.ForEach(static edit => edit());
            }
            else
            {
                body.Edits.Comment(
                    declaration.FirstAncestorOrSelf<StatementSyntax>()!,
                    $"TODO: the contract begins and commits the transaction of '{connection}', and rolls it back if this method throws. Remove this one.");
            }
        }
    }

    private bool IsPlain()
    {
        if (_declaration.Parent is not StatementSyntax { Parent: BlockSyntax or UsingStatementSyntax } statement
            || statement is not (LocalDeclarationStatementSyntax or UsingStatementSyntax)
            || !_body.UsesOf(_local).All(IsPlain)
            || _commit is null)
        {
            return false;
        }

        RememberIsolation(statement);
        RememberReturns(statement);
        RememberWhatFollows();
        if (statement is UsingStatementSyntax { Statement: var inner })
        {
            _edits.Add(() => _body.Edits.Unwrap(statement, inner));
        }
        else
        {
            _edits.Add(() => _body.Edits.Remove(statement.Span));
        }

        return true;
    }

    private bool IsPlain(IdentifierNameSyntax use)
    {
        if (SplitBody.CallOn(use) is var (call, name))
        {
            return SplitBody.StatementOf(call) is { } statement && IsPlainCall(statement, name);
        }

        if (use.FirstAncestorOrSelf<AssignmentExpressionSyntax>() is { Parent: ExpressionStatementSyntax assignment } set
            && set.Left is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Transaction" } && set.Right.Span.Contains(use.Span))
        {
            _edits.Add(() => _body.Edits.Remove(assignment.Span));
            return true;
        }

        var value = use.Parent is CastExpressionSyntax or PostfixUnaryExpressionSyntax ? (ExpressionSyntax)use.Parent : use;
        return value.Parent is ArgumentSyntax argument && TransactionArgument.Remove(_body, argument) is { } edit && Add(edit);
    }

    private bool IsPlainCall(ExpressionStatementSyntax statement, string name)
    {
        var attempt = statement.Ancestors().OfType<TryStatementSyntax>().FirstOrDefault(one => one.Span.Start > _declaration.Span.End);
        if (Rollback.Contains(name))
        {
            // Thrown on, it is rolled back all the same.
            return attempt is not null && IsRollback(attempt);
        }

        if (Commit.Contains(name) && _commit is null && (attempt is null || IsRollback(attempt)) && IsUnconditional(statement, attempt))
        {
            _commit = statement;
            _edits.Add(() => _body.Edits.Remove(statement.Span));
            return attempt is null || Add(() => _body.Edits.Unwrap(attempt, attempt.Block));
        }

        return Dispose.Contains(name) && attempt is null && Add(() => _body.Edits.Remove(statement.Span));
    }

    private bool Add(Action edit)
    {
        _edits.Add(edit);
        return true;
    }

    private bool IsUnconditional(StatementSyntax commit, TryStatementSyntax? attempt)
    {
        var block = _declaration.Parent is UsingStatementSyntax { Statement: BlockSyntax inside } ? inside : _declaration.Parent!.Parent;
        return commit.Parent == block || attempt is not null && commit.Parent == attempt.Block && attempt.Parent == block;
    }

    // try { … } catch { rollback; throw; }
    private static bool IsRollback(TryStatementSyntax attempt) => attempt.Finally is null && attempt.Catches.All(static clause =>
        clause.Filter is null
        && clause.Block.Statements is [ExpressionStatementSyntax rollback, ThrowStatementSyntax { Expression: null }]
        && rollback.DescendantNodes().OfType<MemberAccessExpressionSyntax>().Any(static access => Rollback.Contains(access.Name.Identifier.ValueText)));

    private void RememberIsolation(StatementSyntax statement)
    {
        var level = _declaration.DescendantNodes().OfType<MemberAccessExpressionSyntax>().FirstOrDefault(static access => access.Expression.ToString().EndsWith("IsolationLevel", StringComparison.Ordinal));
        var next = statement is UsingStatementSyntax { Statement: BlockSyntax { Statements: [var first, ..] } } ? first
            : statement.Parent is BlockSyntax block ? block.Statements.SkipWhile(one => one != statement).Skip(1).FirstOrDefault()
            : null;
        if (level is not null && level.Name.Identifier.ValueText != "ReadCommitted" && next is not null)
        {
            _edits.Insert(0, () => _body.Edits.Comment(next, $"TODO: this ran at {level}; the contract's transaction is READ COMMITTED on PostgreSQL. Check that it is enough."));
        }
    }

    // Left before the commit, the transaction was rolled back; the contract commits unless something is thrown.
    private void RememberReturns(StatementSyntax statement)
    {
        foreach (var early in _body.Syntax.DescendantNodes(static node => node is not AnonymousFunctionExpressionSyntax and not LocalFunctionStatementSyntax)
            .OfType<ReturnStatementSyntax>()
            .Where(one => one.SpanStart > statement.SpanStart && one.SpanStart < _commit!.SpanStart))
        {
            _edits.Add(() => _body.Edits.Comment(early, "TODO: this return rolled back what was written; the contract commits it. Throw to roll back."));
        }
    }

    private void RememberWhatFollows()
    {
        var next = (_commit!.Parent as BlockSyntax)!.Statements.SkipWhile(one => one != _commit).Skip(1).FirstOrDefault(one =>
            one is ExpressionStatementSyntax && !_body.UsesOf(_local).Any(use => one.Span.Contains(use.Span))
            && one.DescendantNodes().OfType<InvocationExpressionSyntax>().Any());
        if (next is not null)
        {
            _edits.Add(() => _body.Edits.Comment(next, "TODO: this ran after the commit; now it runs before it. Move it behind the call of the contract."));
        }
    }
}
