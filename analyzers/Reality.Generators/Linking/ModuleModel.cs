using Reality.Generators.Models;

namespace Reality.Generators.Linking;

/// <summary>A template of a module: its read and how the server calls it.</summary>
/// <param name="Read">The read.</param>
/// <param name="Call">The call behind <c>services</c>, <c>key</c> and <c>token</c>, as it stands in code; empty without a route.</param>
/// <param name="TakesToken">Whether the call takes the token.</param>
/// <param name="IsElsewhere">Whether what it reads is not in the storage's database.</param>
internal sealed record ModuleTemplate(ReadModel Read, string Call, bool TakesToken, bool IsElsewhere);

/// <summary>A repository of a module.</summary>
/// <param name="Type">The class, as it stands in code.</param>
/// <param name="Connections">The connection types that its cores ask for.</param>
/// <param name="Lifetime">How long an instance lives.</param>
/// <param name="IsRegistered">Whether the registration can make it.</param>
/// <param name="Contracts">The interfaces that declare its methods.</param>
internal sealed record ModuleRepository(
    string Type, EquatableArray<string> Connections, RepositoryLifetime Lifetime, bool IsRegistered, EquatableArray<string> Contracts);

/// <summary>An assembly's module.</summary>
internal sealed record ModuleModel(
    string Name, EquatableArray<ModuleTemplate> Templates, EquatableArray<ModuleRepository> Repositories, EquatableArray<string> JsonContexts)
{
    public static ModuleModel Of(IReadOnlyList<LinkedRepository> repositories, IEnumerable<JsonContextModel> contexts, AssemblyModel assembly)
    {
        // A read that a rule refuses is known, so that its key keeps its access rule, but not served.
        var templates = repositories
            .Where(static linked => linked.Repository.IsReachable)
            .SelectMany(static linked => linked.Methods.Select(method => (linked.Repository, method.Method, method.Refusal)))
            .Where(static item => item.Method.Read is not null && item.Refusal != LinkedMethod.AccessorTaken)
            .OrderBy(static item => item.Method.Read!.Key.Signature, StringComparer.Ordinal)
            .ThenBy(static item => item.Repository.Type, StringComparer.Ordinal)
            .Select(static item => item.Refusal.Length > 0
                ? new ModuleTemplate(item.Method.Read! with { Route = null }, string.Empty, false, item.Method.IsElsewhere)
                : new ModuleTemplate(item.Method.Read!, CallOf(item.Repository, item.Method), item.Method.Token is not null, item.Method.IsElsewhere))
            .GroupBy(static template => template.Read.Key.Signature)
            .Select(static group => group.FirstOrDefault(static template => template.Read.Route is not null) ?? group.First())
            .ToEquatableArray();
        var payloads = new HashSet<string>(templates.Select(static template => Bare(template.Read.Key.Payload)), StringComparer.Ordinal);
        return new(
            assembly.Module,
            templates,
            repositories.Where(static linked => linked.Repository.IsReachable).Select(static linked => RepositoryOf(linked.Repository)).ToEquatableArray(),
            contexts.Where(context => context.Payloads.Any(payload => payloads.Contains(Bare(payload))))
                .Select(static context => context.Type)
                .Distinct()
                .OrderBy(static type => type, StringComparer.Ordinal)
                .ToEquatableArray());
    }

    // typeof knows no nullable references, so a context's list has none.
    private static string Bare(string type) => type.Replace("?", string.Empty);

    private static ModuleRepository RepositoryOf(RepositoryModel repository)
    {
        const string Any = "global::System.Data.Common.DbConnection";
        var asked = repository.Methods.Select(static method => method.Core?.Connection).OfType<string>().Distinct().ToList();
        var connections = asked.Count > 1 ? asked.Where(static type => type != Any).ToList() : asked;
        return new(repository.Type, connections.ToEquatableArray(), repository.Lifetime, repository.IsRegistered, repository.Contracts);
    }

    private static string CallOf(RepositoryModel repository, MethodModel method)
    {
        if (method.Read?.Route is null)
        {
            return string.Empty;
        }

        var service = $"services.GetRequiredService<{repository.Type}>()";
        var target = method.Form == MethodForm.Explicit ? $"(({method.Interface}){service})" : service;
        var arguments = method.Parameters.Select(parameter =>
        {
            var placeholder = method.Read.Key.Placeholders.FirstOrDefault(placeholder => placeholder.Name == parameter.Name.TrimStart('@'));
            return parameter.IsToken ? "token" : placeholder is not null ? $"key.{placeholder.Property}" : parameter.Default ?? "[]";
        });
        var call = $"{target}.{method.Name}({string.Join(", ", arguments)})";
        return method.Return == ReturnKind.ValueTaskOf ? call + ".AsTask()" : call;
    }
}
