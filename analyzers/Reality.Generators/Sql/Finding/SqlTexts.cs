using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Reality.Generators.Models;

namespace Reality.Generators.Sql.Finding;

/// <summary>
/// Finds the SQL that a method sends through Dapper or ADO.NET, itself or by other methods of its class. A connection that goes anywhere else is a
/// use that is not known: what happens there is out of sight.
/// </summary>
internal sealed class SqlTexts
{
    private const int MostMethods = 40;

    private readonly Func<SyntaxTree, SemanticModel?> _models;
    private readonly CancellationToken _cancellationToken;
    private readonly SqlDialect _dialect;
    private readonly List<SqlUse> _uses = [];
    private readonly HashSet<IMethodSymbol> _open = new(SymbolEqualityComparer.Default);
    private int _methods;

    private SqlTexts(Func<SyntaxTree, SemanticModel?> models, SqlDialect dialect, CancellationToken cancellationToken) =>
        (_models, _dialect, _cancellationToken) = (models, dialect, cancellationToken);

    /// <summary>Finds the uses of a method.</summary>
    /// <param name="method">The method, whose parameters tell the dialect if one of them is a provider's connection.</param>
    /// <param name="models">The model of a tree; <see langword="null"/> where none may be asked for.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    public static EquatableArray<SqlUse> Of(IMethodSymbol method, Func<SyntaxTree, SemanticModel?> models, CancellationToken cancellationToken)
    {
        var dialect = method.Parameters.Select(static one => DataTypes.DialectOf(one.Type)).FirstOrDefault(static one => one != SqlDialect.Unknown);
        var texts = new SqlTexts(models, dialect, cancellationToken);
        texts.Follow(method, new Dictionary<IParameterSymbol, ConstantText>(SymbolEqualityComparer.Default), null);
        return texts._uses.Distinct().ToEquatableArray();
    }

    private void Follow(IMethodSymbol method, IReadOnlyDictionary<IParameterSymbol, ConstantText> arguments, SyntaxNode? caller)
    {
        var body = method.DeclaringSyntaxReferences.Select(one => one.GetSyntax(_cancellationToken)).FirstOrDefault(SqlSenders.HasBody);
        var model = body is null ? null : _models(body.SyntaxTree);
        if (body is null || model is null || ++_methods > MostMethods)
        {
            Add(ConstantText.NotKnown($"what '{method.Name}' does is out of sight"), SqlDialect.Unknown, caller);
            return;
        }

        if (!_open.Add(method))
        {
            return;
        }

        var folding = new TextFolding(_models, arguments, _cancellationToken);
        foreach (var node in body.DescendantNodes(node => node == body || node is not LocalFunctionStatementSyntax))
        {
            _cancellationToken.ThrowIfCancellationRequested();
            switch (node)
            {
                case InvocationExpressionSyntax call when model.GetSymbolInfo(call, _cancellationToken).Symbol is IMethodSymbol called:
                    FollowCall(call, called, method, model, folding);
                    break;
                case BaseObjectCreationExpressionSyntax creation when model.GetSymbolInfo(creation, _cancellationToken).Symbol is IMethodSymbol constructor:
                    FollowCreation(creation, constructor, folding);
                    break;
                case AssignmentExpressionSyntax { Left: var left } assignment when SqlSenders.NameOf(left) is "CommandText" or "CommandType":
                    FollowAssignment(assignment, model, folding);
                    break;
            }
        }

        _open.Remove(method);
    }

    private void FollowCall(InvocationExpressionSyntax call, IMethodSymbol called, IMethodSymbol caller, SemanticModel model, TextFolding folding)
    {
        var inner = called.ReducedFrom ?? called;
        var arguments = SqlSenders.ArgumentsOf(call, called);
        if (DataTypes.IsDapper(inner.ContainingType) || (called.Name == "CreateCommand" && DataTypes.IsConnection(called.ContainingType)))
        {
            var receiver = (call.Expression as MemberAccessExpressionSyntax)?.Expression;
            var dialect = receiver is null ? SqlDialect.Unknown : DataTypes.DialectOf(model.GetTypeInfo(receiver, _cancellationToken).Type);
            Send(arguments, folding, dialect);
        }
        else if (SymbolEqualityComparer.Default.Equals(inner.OriginalDefinition.ContainingType, caller.ContainingType) && !inner.IsPartialDefinition)
        {
            var known = new Dictionary<IParameterSymbol, ConstantText>(SymbolEqualityComparer.Default);
            foreach (var (parameter, value) in arguments)
            {
                if (parameter.Type.SpecialType == SpecialType.System_String)
                {
                    known[inner.OriginalDefinition.Parameters[parameter.Ordinal]] = folding.Fold(value);
                }
            }

            Follow(inner.OriginalDefinition, known, call);
        }
        else if (SqlSenders.BringsCommand(called))
        {
            Add(ConstantText.NotKnown($"'{called.Name}' makes the command"), SqlDialect.Unknown, call);
        }
        else if (SqlSenders.GivesConnectionAway(call, called, arguments, model, _cancellationToken))
        {
            Add(ConstantText.NotKnown($"'{called.Name}' is given the connection"), SqlDialect.Unknown, call);
        }
    }

    private void FollowCreation(BaseObjectCreationExpressionSyntax creation, IMethodSymbol constructor, TextFolding folding)
    {
        if (DataTypes.IsCommandDefinition(constructor.ContainingType) || DataTypes.IsCommand(constructor.ContainingType))
        {
            Send(SqlSenders.ArgumentsOf(creation, constructor), folding, DataTypes.DialectOf(constructor.ContainingType));
        }
    }

    private void FollowAssignment(AssignmentExpressionSyntax assignment, SemanticModel model, TextFolding folding)
    {
        if (model.GetSymbolInfo(assignment.Left, _cancellationToken).Symbol is IPropertySymbol property && DataTypes.IsCommand(property.ContainingType))
        {
            var type = (assignment.Left as MemberAccessExpressionSyntax)?.Expression is { } command
                ? model.GetTypeInfo(command, _cancellationToken).Type
                : property.ContainingType;
            var text = property.Name == "CommandText" && assignment.IsKind(SyntaxKind.SimpleAssignmentExpression)
                ? folding.Fold(assignment.Right)
                : ConstantText.NotKnown("it is made in several steps, or calls a procedure");
            Add(text, DataTypes.DialectOf(type), assignment.Right);
        }
    }

    private void Send(List<(IParameterSymbol Parameter, ExpressionSyntax Value)> arguments, TextFolding folding, SqlDialect dialect)
    {
        foreach (var (parameter, value) in arguments)
        {
            if (parameter.Name is "sql" or "commandText" or "cmdText")
            {
                Add(folding.Fold(value), dialect, value);
            }
            else if (parameter.Name == "commandType" && !value.IsKind(SyntaxKind.NullLiteralExpression) && SqlSenders.NameOf(value) != "Text")
            {
                Add(ConstantText.NotKnown("it may call a procedure"), dialect, value);
            }
        }
    }

    private void Add(ConstantText text, SqlDialect dialect, SyntaxNode? at) => _uses.Add(new(
        text,
        dialect == SqlDialect.Unknown ? _dialect : dialect,
        at?.SpanStart ?? 0,
        at?.Span.Length ?? 0,
        at?.SyntaxTree.FilePath ?? string.Empty));
}
