using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Reality.Generators.Sql.Finding;

/// <summary>
/// The semantic models that may be asked for, and the trees that an answer depended on: what is found in one method is good as long as
/// these are the same.
/// </summary>
/// <param name="models">The model of a tree; <see langword="null"/> where none may be asked for.</param>
internal sealed class SourceModels(Func<SyntaxTree, SemanticModel?> models)
{
    private readonly Dictionary<SyntaxTree, SemanticModel?> _known = [];
    private readonly HashSet<IFieldSymbol> _constants = new(SymbolEqualityComparer.Default);

    /// <summary>The trees that were looked at.</summary>
    public HashSet<SyntaxTree> Trees { get; } = [];

    public SemanticModel? Of(SyntaxTree tree)
    {
        Trees.Add(tree);
        if (!_known.TryGetValue(tree, out var model))
        {
            _known.Add(tree, model = models(tree));
        }

        return model;
    }

    /// <summary>Remembers where a symbol is declared.</summary>
    public ISymbol? Note(ISymbol? symbol)
    {
        foreach (var reference in symbol?.OriginalDefinition.DeclaringSyntaxReferences ?? [])
        {
            Trees.Add(reference.SyntaxTree);
        }

        return symbol;
    }

    /// <summary>Remembers where everything is declared that a constant expression names, and what that is made of.</summary>
    public void NoteAll(ExpressionSyntax expression, SemanticModel model, CancellationToken cancellationToken)
    {
        if (expression is LiteralExpressionSyntax)
        {
            return;
        }

        foreach (var name in expression.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>())
        {
            if (Note(model.GetSymbolInfo(name, cancellationToken).Symbol) is not IFieldSymbol { IsConst: true, DeclaringSyntaxReferences: [var reference] } field || !_constants.Add(field))
            {
                continue;
            }

            if (reference.GetSyntax(cancellationToken) is VariableDeclaratorSyntax { Initializer.Value: not LiteralExpressionSyntax and var value } && Of(value.SyntaxTree) is { } other)
            {
                NoteAll(value, other, cancellationToken);
            }
        }
    }
}
