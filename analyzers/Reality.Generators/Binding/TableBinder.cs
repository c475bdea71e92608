using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Reality.Generators.Binding.Caching;
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
    private readonly HashSet<SyntaxTree> _files = [];
    private Dictionary<SyntaxTree, SemanticModel>? _models;
    private bool _isKept = true;

    private TableBinder(Compilation compilation, CancellationToken cancellationToken) =>
        (_compilation, _cancellationToken, _declared) = (compilation, cancellationToken, DeclaredOf(compilation));

    /// <summary>The views and functions that a compilation knows.</summary>
    public static DeclaredTables DeclaredOf(Compilation compilation) => Declared.GetValue(compilation, DeclaredTables.Of);

    /// <summary>Binds a class, if it is marked as a repository.</summary>
    public static BoundRepository? Bind(GeneratorSyntaxContext source, CancellationToken cancellationToken)
    {
        var compilation = source.SemanticModel.Compilation;
        var declared = DeclaredOf(compilation);
        if (BindingCache<Bound>.TryGet(source.Node, compilation, out var known) && known!.Declared.Equals(declared))
        {
            return known.Repository;
        }

        if (AnnotatedDeclarations.RepositoryOf(source, cancellationToken) is not { } type)
        {
            BindingCache<Bound>.Set(source.Node, compilation, new(null, declared), [source.Node.SyntaxTree]);
            return null;
        }

        var binder = new TableBinder(compilation, cancellationToken);
        var repository = binder.Bind(type);
        if (binder._isKept && SourceDependencies.Of(type) is { } files)
        {
            binder._files.UnionWith(files);
            BindingCache<Bound>.Set(source.Node, compilation, new(repository, declared), binder._files);
        }

        return repository;
    }

    /// <summary>Binds a repository, whether or not it was bound before.</summary>
    public static BoundRepository? Bind(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellationToken) =>
        new TableBinder(compilation, cancellationToken).Bind(type);

    private BoundRepository? Bind(INamedTypeSymbol type)
    {
        var repository = RepositoryBinder.Bind(type, _compilation, _cancellationToken);
        if (repository.Model is not { } model)
        {
            return null;
        }

        return new(model, new(
            model.Type,
            repository.Methods.Where(static method => method.Model is not null)
                .Select(method => method is { Core: { } core, Model: { Refusal: "", IsElsewhere: false } } ? Of(core) : MethodTables.None)
                .ToEquatableArray(),
            PlainMethods.Of(repository)
                .Select(method => new PlainMethod($"{type.Name}.{method.Name}", Of(method)))
                .Where(static method => !method.Tables.IsEmpty)
                .ToEquatableArray()));
    }

    private MethodTables Of(IMethodSymbol method)
    {
        if (PlainMethods.BodyOf(method) is not { } body)
        {
            return MethodTables.None.WithUnknown($"what '{method.Name}' does is out of sight");
        }

        if (SqlCache.Get(body, _compilation, _declared) is not { } tables)
        {
            _models ??= [];
            var models = new SourceModels(ModelOf);
            tables = SqlCache.Set(body, _compilation, SqlTexts.Of(method, models, _cancellationToken), models.Trees, _declared);
        }

        // What cannot be kept of a part cannot be kept of the whole.
        if (SqlCache.FilesOf(body) is { } files)
        {
            _files.UnionWith(files);
        }
        else
        {
            _isKept = false;
        }

        return tables;
    }

    private SemanticModel ModelOf(SyntaxTree tree)
    {
        if (!_models!.TryGetValue(tree, out var model))
        {
            _models.Add(tree, model = _compilation.GetSemanticModel(tree));
        }

        return model;
    }

    private sealed record Bound(BoundRepository? Repository, DeclaredTables Declared);
}
