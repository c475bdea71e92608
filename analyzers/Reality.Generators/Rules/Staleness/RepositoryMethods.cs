using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Reality.Generators.Binding;
using Reality.Generators.Models;
using Reality.Generators.Rules.Declarations;
using Reality.Generators.Sql.Finding;
using Reality.Generators.Sql.Tables;

namespace Reality.Generators.Rules.Staleness;

/// <summary>Looks at the methods of the repository at hand: its contracts, and its other public methods.</summary>
internal sealed class RepositoryMethods(RepositoryBinding repository, IReadOnlyDictionary<SyntaxTree, SemanticModel> models, SymbolAnalysisContext context)
{
    private readonly DeclaredTables _declared = TableBinder.DeclaredOf(context.Compilation);

    public IEnumerable<CheckedMethod> All()
    {
        foreach (var method in repository.Methods)
        {
            // What another rule refuses has that error already.
            if (method is { Core: { } core, Model: { Refusal: "", IsElsewhere: false } })
            {
                yield return new(method.Method, method, TablesOf(core), LocationOf(method), IsIgnored(method.Method) || IsIgnored(core));
            }
        }

        foreach (var method in PlainMethods.Of(repository))
        {
            yield return new(method, null, TablesOf(method), method.Locations[0], IsIgnored(method));
        }
    }

    /// <summary>The tables of every method with a body, also of those that only others call and those that another rule refuses.</summary>
    public IEnumerable<MethodTables> Bodies() => repository.Type.GetMembers()
        .OfType<IMethodSymbol>()
        .Where(static method => method.MethodKind == MethodKind.Ordinary && !method.IsGenerated() && PlainMethods.BodyOf(method) is not null)
        .Select(TablesOf);

    private MethodTables TablesOf(IMethodSymbol method)
    {
        if (PlainMethods.BodyOf(method) is not { } body)
        {
            return MethodTables.None.WithUnknown($"what '{method.Name}' does is out of sight");
        }

        var tables = SqlCache.Get(body, context.Compilation, _declared)
            ?? MethodTablesBuilder.Scan(SqlTexts.Of(method, new(tree => models.TryGetValue(tree, out var model) ? model : null), context.CancellationToken), _declared.IsDeclared);
        return _declared.Expand(tables);
    }

    // What an interface declares is woven here: at the core.
    private Location LocationOf(BoundMethod method) =>
        !method.IsOfInterface ? method.Method.Locations[0]
            : method.Core is { } core && SymbolEqualityComparer.Default.Equals(core.ContainingType, repository.Type) ? core.Locations[0]
            : ProblemLocation.OfType(repository.Type, context.CancellationToken);

    private static bool IsIgnored(IMethodSymbol method) => method.Find(KnownNames.Ignore) is not null;
}
