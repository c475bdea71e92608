using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Reality.Generators.Sql.Finding;

/// <summary>
/// Follows a local that is given its text in several steps, statement by statement, up to where it is used: <c>if (…) sql += " and …";</c>. What a
/// loop or a lambda does to it is not followed.
/// </summary>
/// <param name="name">The local.</param>
/// <param name="use">Where it is used.</param>
/// <param name="fold">Folds what it is given.</param>
internal sealed class LocalTexts(string name, int use, Func<ExpressionSyntax, ConstantText> fold)
{
    private static readonly ConstantText Unknown = ConstantText.NotKnown("it is made in several steps");

    private bool _isReached;

    /// <summary>What the local can be where it is used.</summary>
    public static ConstantText Of(VariableDeclaratorSyntax local, ExpressionSyntax use, Func<ExpressionSyntax, ConstantText> fold)
    {
        if (local.FirstAncestorOrSelf<StatementSyntax>() is not LocalDeclarationStatementSyntax { Parent: BlockSyntax block } declaration)
        {
            return Unknown;
        }

        var texts = new LocalTexts(local.Identifier.ValueText, use.SpanStart, fold);
        var text = local.Initializer is { Value: var value } ? fold(value) : ConstantText.Empty;
        return texts.After(block.Statements.SkipWhile(statement => statement != declaration).Skip(1), text);
    }

    private ConstantText After(IEnumerable<StatementSyntax> statements, ConstantText text) =>
        statements.Aggregate(text, (before, statement) => _isReached ? before : After(statement, before));

    private ConstantText After(StatementSyntax statement, ConstantText before)
    {
        if (!Changes(statement))
        {
            _isReached |= statement.Span.Contains(use);
            return before;
        }

        switch (statement)
        {
            case ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { Right: var right } } when right.Span.Contains(use):
                // sql = sql + …
                _isReached = true;
                return before;
            case ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { Left: IdentifierNameSyntax } assignment } when !Changes(assignment.Right) && !statement.Span.Contains(use):
                return assignment.Kind() switch
                {
                    SyntaxKind.SimpleAssignmentExpression => fold(assignment.Right),
                    SyntaxKind.AddAssignmentExpression => before.Then(fold(assignment.Right)),
                    _ => Unknown,
                };
            case BlockSyntax block:
                return After(block.Statements, before);
            case IfStatementSyntax choice when !Changes(choice.Condition):
                return AfterChoice(choice, before);
            case UsingStatementSyntax { Statement: var body } used when !Changes(used.Declaration) && !Changes(used.Expression):
                return After(body, before);
            default:
                _isReached |= statement.Span.Contains(use);
                return Unknown;
        }
    }

    private ConstantText AfterChoice(IfStatementSyntax choice, ConstantText before)
    {
        var taken = After(choice.Statement, before);
        if (_isReached)
        {
            return taken;
        }

        var other = choice.Else is { Statement: var statement } ? After(statement, before) : before;
        return _isReached || Leaves(choice.Statement) ? other : taken.Or(other);
    }

    private static bool Leaves(StatementSyntax statement) => statement switch
    {
        ReturnStatementSyntax or ThrowStatementSyntax => true,
        BlockSyntax { Statements: [.., var last] } => Leaves(last),
        _ => false,
    };

    private bool Changes(Microsoft.CodeAnalysis.SyntaxNode? node) => node is not null && node.DescendantNodesAndSelf()
        .OfType<IdentifierNameSyntax>()
        .Any(one => one.Identifier.ValueText == name && UnchangedValues.IsTarget(one));
}
