using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Reality.Generators.Binding;
using Reality.Generators.Emit;
using Reality.Generators.Facts;
using Reality.Generators.Linking;
using Reality.Generators.Models;

namespace Reality.Generators;

/// <summary>
/// Writes keys, woven methods, content walks, the module, its registration and facts. It reports nothing: the rules do. The pipeline is
/// bind (symbols to models), link (models with each other), emit (models to text); only models pass from step to step.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class RealityGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var assembly = context.CompilationProvider
            .Select(AssemblyBinder.Bind)
            .WithTrackingName(TrackingNames.Assembly);
        var methods = context.SyntaxProvider
            .CreateSyntaxProvider(static (node, _) => AnnotatedDeclarations.MayBeMethod(node), AnnotatedDeclarations.BindMethod)
            .Where(static method => method is not null)
            .WithTrackingName(TrackingNames.Methods);
        var contexts = JsonContexts(context);
        var catalog = DeclareKeys(context, methods, assembly);
        var (repositories, tables) = Bind(context, methods);
        var index = repositories.Combine(catalog).Combine(assembly).Combine(tables)
            .Select(static (source, _) => TemplateIndex.Of(source.Left.Left.Left, source.Left.Left.Right, source.Left.Right, source.Right))
            .WithTrackingName(TrackingNames.TemplateIndex);
        var linked = repositories
            .SelectMany(static (all, _) => all)
            .Combine(index)
            .Combine(assembly)
            .Select(static (source, _) => RepositoryLinker.Link(source.Left.Left, source.Left.Right, source.Right.Module))
            .WithTrackingName(TrackingNames.LinkedRepositories);
        WriteFiles(context, linked.Collect().Combine(catalog).Combine(contexts), assembly, tables);
        WriteModule(context, linked, assembly, contexts);
    }

    private static IncrementalValueProvider<ImmutableArray<JsonContextModel?>> JsonContexts(IncrementalGeneratorInitializationContext context) => context.SyntaxProvider
        .ForAttributeWithMetadataName(
            KnownNames.JsonSerializable,
            static (node, _) => node is ClassDeclarationSyntax,
            static (source, _) => JsonContextBinder.Bind((INamedTypeSymbol)source.TargetSymbol, source.SemanticModel.Compilation))
        .WithTrackingName(TrackingNames.JsonContexts)
        .Collect();

    private static IncrementalValueProvider<KeyCatalog> DeclareKeys(
        IncrementalGeneratorInitializationContext context,
        IncrementalValuesProvider<AnnotatedMethod?> methods,
        IncrementalValueProvider<AssemblyModel> assembly)
    {
        var catalog = methods
            .Select(static (method, _) => method!.Key)
            .Where(static key => key is not null)
            .WithTrackingName(TrackingNames.Keys)
            .Collect()
            .Select(static (keys, _) => KeyCatalog.Of(keys.OfType<KeyModel>()))
            .WithTrackingName(TrackingNames.KeyCatalog);
        var domains = catalog.Combine(assembly)
            .SelectMany(static (source, _) => source.Left.ByDomain(source.Right))
            .WithTrackingName(TrackingNames.Domains);
        context.RegisterSourceOutput(domains, static (output, domain) => output.AddSource($"{domain.File}.Accessors.g.cs", KeyAccessors.Write(domain)));
        return catalog;
    }

    /// <summary>The repositories, and the classes that have annotated methods without being one: these get throwing bodies.</summary>
    private static (IncrementalValueProvider<ImmutableArray<RepositoryModel>> Repositories, IncrementalValueProvider<TablesIndex> Tables) Bind(
        IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<AnnotatedMethod?> methods)
    {
        var bound = context.SyntaxProvider
            .CreateSyntaxProvider(static (node, _) => AnnotatedDeclarations.MayBeRepository(node), TableBinder.Bind)
            .Where(static repository => repository is not null);
        var repositories = bound.Select(static (repository, _) => repository?.Repository).WithTrackingName(TrackingNames.Repositories);
        var tables = bound.Select(static (repository, _) => repository?.Tables).WithTrackingName(TrackingNames.Tables)
            .Collect()
            .Select(static (all, _) => new TablesIndex(all.OfType<RepositoryTables>().OrderBy(static one => one.Type, StringComparer.Ordinal).ToEquatableArray()));
        var orphans = methods
            .Select(static (method, _) => method!.Orphan)
            .Where(static orphan => orphan is not null)
            .Collect()
            .Select(static (orphans, _) => orphans.OfType<RepositoryModel>().Distinct().ToEquatableArray())
            .WithTrackingName(TrackingNames.Orphans);
        var ordered = repositories.Collect().Combine(orphans)
            .Select(static (source, _) => Ordered(source.Left.OfType<RepositoryModel>().Concat(source.Right)));
        return (ordered, tables);
    }

    /// <summary>One order for the same repositories, wherever they stand, and file names that differ.</summary>
    private static ImmutableArray<RepositoryModel> Ordered(IEnumerable<RepositoryModel> repositories)
    {
        var files = new FileNames();
        return [.. repositories
            .OrderBy(static repository => repository.Type, StringComparer.Ordinal)
            .Select(repository => repository with { File = files.Take(repository.File) })];
    }

    private static void WriteFiles(
        IncrementalGeneratorInitializationContext context,
        IncrementalValueProvider<((ImmutableArray<LinkedRepository> Linked, KeyCatalog Catalog) Declared, ImmutableArray<JsonContextModel?> Contexts)> sources,
        IncrementalValueProvider<AssemblyModel> assembly,
        IncrementalValueProvider<TablesIndex> tables)
    {
        var files = sources.Combine(assembly)
            .SelectMany(static (source, _) => RepositoryFile.Of(
                source.Left.Declared.Linked, source.Left.Declared.Catalog, [.. source.Left.Contexts.OfType<JsonContextModel>()], source.Right.Module))
            .WithTrackingName(TrackingNames.RepositoryFiles);
        context.RegisterSourceOutput(files, static (output, file) =>
        {
            if (RepositorySource.Write(file) is { } text)
            {
                output.AddSource(file.Linked.Repository.File + RepositorySource.FileEnd, text);
            }
        });
        var facts = files.Combine(tables)
            .Select(static (source, _) => (
                source.Left.Linked,
                Keys: source.Left.Keys is { } keys ? keys with { JsonContexts = default } : null,
                Tables: source.Right.Of(source.Left.Linked.Repository.Type)))
            .WithTrackingName(TrackingNames.RepositoryFacts);
        context.RegisterSourceOutput(facts, static (output, source) =>
        {
            if (source.Linked.Methods.Count > 0 || source.Tables is { Others.Count: > 0 })
            {
                output.AddSource(source.Linked.Repository.File + FactsWriter.FileEnd, FactsWriter.Write(source.Linked, source.Keys, source.Tables));
            }
        });
        var contracts = sources
            .SelectMany(static (source, _) => RepositoryFile.OfContracts(
                source.Declared.Linked, source.Declared.Catalog, [.. source.Contexts.OfType<JsonContextModel>()]))
            .WithTrackingName(TrackingNames.ContractFiles);
        context.RegisterSourceOutput(contracts, static (output, group) => output.AddSource(group.File + ContractSource.FileEnd, ContractSource.Write(group)));
    }

    private static void WriteModule(
        IncrementalGeneratorInitializationContext context,
        IncrementalValuesProvider<LinkedRepository> linked,
        IncrementalValueProvider<AssemblyModel> assembly,
        IncrementalValueProvider<ImmutableArray<JsonContextModel?>> contexts)
    {
        var module = linked.Collect().Combine(contexts).Combine(assembly)
            .Select(static (source, _) => ModuleModel.Of(source.Left.Left, source.Left.Right.OfType<JsonContextModel>(), source.Right))
            .WithTrackingName(TrackingNames.Module);
        context.RegisterSourceOutput(module, static (output, model) =>
        {
            if (model.Repositories.Count > 0)
            {
                output.AddSource($"{model.Name}.Module.g.cs", ModuleClass.Write(model));
                output.AddSource($"{model.Name}.Registration.g.cs", Registration.Write(model));
            }
        });
    }
}
