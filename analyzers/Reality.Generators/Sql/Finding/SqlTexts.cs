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

    private static readonly HashSet<string> Verbs = new(["select", "insert", "update", "delete", "merge", "with", "truncate", "replace"], StringComparer.Ordinal);

    private readonly SourceModels _models;
    private readonly CancellationToken _cancellationToken;
    private readonly SqlDialect _dialect;
    private readonly UnboundCode _unbound;
    private readonly Contracts _contracts;
    private readonly List<SqlUse> _uses = [];
    private readonly List<string> _invalidated = [];
    private readonly HashSet<IMethodSymbol> _open = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _seenDelegates = new(SymbolEqualityComparer.Default);
    private int _methods;
    private bool _bumpsByHand;
    private bool _isBroken;

    private SqlTexts(IMethodSymbol method, SourceModels models, CancellationToken cancellationToken)
    {
        (_models, _cancellationToken) = (models, cancellationToken);
        _dialect = method.Parameters.Select(static one => DataTypes.DialectOf(one.Type)).FirstOrDefault(static one => one != SqlDialect.Unknown);
        _contracts = new(method.ContainingType);
        _unbound = new(cancellationToken);
    }

    /// <summary>Finds what a method does.</summary>
    /// <param name="method">The method, whose parameters tell the dialect if one of them is a provider's connection.</param>
    /// <param name="models">The models of the trees that may be asked for.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    public static FoundSql Of(IMethodSymbol method, SourceModels models, CancellationToken cancellationToken)
    {
        var texts = new SqlTexts(method, models, cancellationToken);
        texts.Follow(method, new Dictionary<IParameterSymbol, ConstantText>(SymbolEqualityComparer.Default), null);
        return new(
            texts._uses.Distinct().ToEquatableArray(),
            texts._invalidated.Distinct().ToEquatableArray(),
            texts._bumpsByHand,
            texts._isBroken);
    }

    private void Follow(IMethodSymbol method, IReadOnlyDictionary<IParameterSymbol, ConstantText> arguments, SyntaxNode? caller)
    {
        var body = method.DeclaringSyntaxReferences.Select(one => one.GetSyntax(_cancellationToken)).FirstOrDefault(SqlSenders.HasBody);
        var model = body is null ? null : _models.Of(body.SyntaxTree);
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
                case InvocationExpressionSyntax call:
                    FollowCall(call, method, model, folding);
                    break;
                case BaseObjectCreationExpressionSyntax creation:
                    FollowCreation(creation, model, folding);
                    break;
                case AssignmentExpressionSyntax { Left: var left } assignment when SqlSenders.NameOf(left) is "CommandText" or "CommandType":
                    FollowAssignment(assignment, model, folding);
                    break;
            }
        }

        _open.Remove(method);
    }

    private void FollowCall(InvocationExpressionSyntax call, IMethodSymbol caller, SemanticModel model, TextFolding folding)
    {
        if (_models.Note(SqlSenders.SymbolOf(call, model, _cancellationToken)) is not IMethodSymbol called)
        {
            // What implements a contract is not yet written when the generator looks.
            if (_contracts.Named(call) is { } contract)
            {
                _invalidated.AddRange(contract);
            }
            else if (model.GetSymbolInfo(call, _cancellationToken).CandidateSymbols.OfType<IMethodSymbol>().Any(DataTypes.IsBump))
            {
                // A key that the generator writes is no argument of anything yet.
                _bumpsByHand = true;
            }
            else
            {
                _isBroken |= _unbound.Matters(call, model);
            }

            return;
        }

        var inner = called.ReducedFrom ?? called;
        var arguments = SqlSenders.ArgumentsOf(call, called);
        if (_contracts.Of(inner) is { } templates)
        {
            _invalidated.AddRange(templates);
        }
        else if (DataTypes.IsBump(inner))
        {
            _bumpsByHand = true;
        }
        else if (DataTypes.IsDapper(inner.ContainingType) || DataTypes.IsConnection(called.ContainingType))
        {
            var receiver = (call.Expression as MemberAccessExpressionSyntax)?.Expression;
            var dialect = receiver is null ? SqlDialect.Unknown : DataTypes.DialectOf(model.GetTypeInfo(receiver, _cancellationToken).Type);
            Send(arguments, folding, dialect);
        }
        else if (SymbolEqualityComparer.Default.Equals(inner.OriginalDefinition.ContainingType, caller.ContainingType))
        {
            FollowOwn(call, inner.OriginalDefinition, arguments, model, folding);
        }
        else if (SqlSenders.BringsCommand(called))
        {
            Add(ConstantText.NotKnown($"'{called.Name}' makes the command"), SqlDialect.Unknown, call);
        }
        else if (arguments.Exists(argument => argument.Parameter.Type.SpecialType == SpecialType.System_String && IsSql(folding.Fold(argument.Value))))
        {
            Add(ConstantText.NotKnown($"'{called.Name}' of another class is given it"), SqlDialect.Unknown, call);
        }
        else if (!IsSeen(call, called, model) && SqlSenders.GivesConnectionAway(call, called, arguments, model, _cancellationToken))
        {
            Add(ConstantText.NotKnown($"'{called.Name}' is given the connection"), SqlDialect.Unknown, call);
        }
    }

    /// <summary>Whether a text that is neither Dapper's nor ADO.NET's business is a statement over tables.</summary>
    private static bool IsSql(ConstantText text) => text.Alternatives.Any(static one =>
        Verbs.Contains(one.TrimStart().Split([' ', '\r', '\n', '\t'], 2)[0].ToLowerInvariant())
        && SqlScanner.Scan(one, SqlDialect.Unknown) is { Unknown: null } scanned
        && scanned.Statements.Any(static statement => statement.Reads.Count + statement.Writes.Count > 0));

    /// <summary>Follows a call into another method of the class, with what is known of its arguments.</summary>
    private void FollowOwn(
        InvocationExpressionSyntax call, IMethodSymbol called, List<(IParameterSymbol Parameter, ExpressionSyntax Value)> arguments, SemanticModel model, TextFolding folding)
    {
        called = called.PartialImplementationPart ?? called;
        var known = new Dictionary<IParameterSymbol, ConstantText>(SymbolEqualityComparer.Default);
        foreach (var (parameter, value) in arguments)
        {
            var own = called.Parameters[parameter.Ordinal];
            if (parameter.Type.SpecialType == SpecialType.System_String)
            {
                known[own] = folding.Fold(value);
            }
            else if (parameter.Type.TypeKind == TypeKind.Delegate && IsSeenFunction(value, model))
            {
                _seenDelegates.Add(own);
            }
        }

        Follow(called, known, call);
    }

    /// <summary>Whether the body of a function stands where it is looked at anyway.</summary>
    private bool IsSeenFunction(ExpressionSyntax value, SemanticModel model)
    {
        switch (value)
        {
            case AnonymousFunctionExpressionSyntax:
                return true;
            case IdentifierNameSyntax or MemberAccessExpressionSyntax or GenericNameSyntax:
                var symbol = model.GetSymbolInfo(value, _cancellationToken).Symbol;
                if (symbol is ILocalSymbol local && UnchangedValues.Of(local, _cancellationToken) is AnonymousFunctionExpressionSyntax)
                {
                    return true;
                }

                if (symbol is IMethodSymbol method && SymbolEqualityComparer.Default.Equals(method.ContainingType, _contracts.Type))
                {
                    Follow(method.OriginalDefinition, new Dictionary<IParameterSymbol, ConstantText>(SymbolEqualityComparer.Default), value);
                    return true;
                }

                return symbol is IParameterSymbol && _seenDelegates.Contains(symbol);
            default:
                return false;
        }
    }

    private bool IsSeen(InvocationExpressionSyntax call, IMethodSymbol called, SemanticModel model) =>
        called.MethodKind == MethodKind.DelegateInvoke && IsSeenFunction(call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Invoke" } access ? access.Expression : call.Expression, model);

    private void FollowCreation(BaseObjectCreationExpressionSyntax creation, SemanticModel model, TextFolding folding)
    {
        if (_models.Note(SqlSenders.SymbolOf(creation, model, _cancellationToken)) is not IMethodSymbol constructor)
        {
            _isBroken |= _unbound.Matters(creation, model);
            return;
        }

        var arguments = SqlSenders.ArgumentsOf(creation, constructor);
        if (DataTypes.IsCommandDefinition(constructor.ContainingType) || DataTypes.IsCommand(constructor.ContainingType))
        {
            Send(arguments, folding, DataTypes.DialectOf(constructor.ContainingType));
        }
        else if (!DataTypes.IsOfAdo(constructor.ContainingType)
            && arguments.Exists(argument => DataTypes.GivesConnection(model.GetTypeInfo(argument.Value, _cancellationToken).Type)))
        {
            Add(ConstantText.NotKnown($"'{constructor.ContainingType.Name}' is given the connection"), SqlDialect.Unknown, creation);
        }
    }

    private void FollowAssignment(AssignmentExpressionSyntax assignment, SemanticModel model, TextFolding folding)
    {
        if (model.GetSymbolInfo(assignment.Left, _cancellationToken).Symbol is not IPropertySymbol property)
        {
            _isBroken = true;
            return;
        }

        if (DataTypes.IsCommand(property.ContainingType))
        {
            var type = (assignment.Left as MemberAccessExpressionSyntax)?.Expression is { } command
                ? model.GetTypeInfo(command, _cancellationToken).Type
                : property.ContainingType;
            var isText = property.Name == "CommandType" && SqlSenders.NameOf(assignment.Right) == "Text";
            var text = property.Name == "CommandText" && assignment.IsKind(SyntaxKind.SimpleAssignmentExpression)
                ? folding.Fold(assignment.Right)
                : ConstantText.NotKnown("it is made in several steps, or calls a procedure");
            if (!isText)
            {
                Add(text, DataTypes.DialectOf(type), assignment.Right);
            }
        }
    }

    private void Send(List<(IParameterSymbol Parameter, ExpressionSyntax Value)> arguments, TextFolding folding, SqlDialect dialect)
    {
        foreach (var (parameter, value) in arguments)
        {
            if (parameter.Name is "sql" or "commandText" or "cmdText" or "copyFromCommand" or "copyToCommand" or "copyCommand")
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
