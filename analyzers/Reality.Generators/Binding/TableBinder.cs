using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Reality.Generators.Models;
using Reality.Generators.Sql.Finding;
using Reality.Generators.Sql.Tables;

namespace Reality.Generators.Binding;

/// <summary>Finds the tables of a repository's methods for the generator, which may look into every file.</summary>
internal sealed class TableBinder
{
    private static readonly ConditionalWeakTable<Compilation, DeclaredTables> Declared = new();

    private readonly Compilation _compilation;
    private readonly CancellationToken _cancellationToken;
    private readonly DeclaredTables _declared;
    private Dictionary<SyntaxTree, SemanticModel>? _models;

    private TableBinder(Compilation compilation, CancellationToken cancellationToken) =>
        (_compilation, _cancellationToken, _declared) = (compilation, cancellationToken, DeclaredOf(compilation));

    /// <summary>The views and functions that a compilation knows.</summary>
    public static DeclaredTables DeclaredOf(Compilation compilation) => Declared.GetValue(compilation, DeclaredTables.Of);

    public static BoundRepository? Bind(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellationToken)
    {
        var repository = RepositoryBinder.Bind(type, compilation, cancellationToken);
        if (repository.Model is not { } model)
        {
            return null;
        }

        var binder = new TableBinder(compilation, cancellationToken);
        return new(model, new(
            model.Type,
            repository.Methods.Where(static method => method.Model is not null)
                .Select(method => method is { Core: { } core, Model: { Refusal: "", IsElsewhere: false } } ? binder.Of(core) : MethodTables.None)
                .ToEquatableArray(),
            PlainMethods.Of(repository)
                .Select(method => new PlainMethod($"{type.Name}.{method.Name}", binder.Of(method)))
                .Where(static method => !method.Tables.IsEmpty)
                .ToEquatableArray()));
    }

    private MethodTables Of(IMethodSymbol method)
    {
        if (PlainMethods.BodyOf(method) is not { } body)
        {
            return MethodTables.None.WithUnknown($"what '{method.Name}' does is out of sight");
        }

        if (SqlCache.Get(body, _compilation, _declared) is { } known)
        {
            return known;
        }

        _models ??= [];
        var models = new SourceModels(ModelOf);
        return SqlCache.Set(body, _compilation, SqlTexts.Of(method, models, _cancellationToken), models.Trees, _declared);
    }

    private SemanticModel ModelOf(SyntaxTree tree)
    {
        if (!_models!.TryGetValue(tree, out var model))
        {
            _models.Add(tree, model = _compilation.GetSemanticModel(tree));
        }

        return model;
    }
}
