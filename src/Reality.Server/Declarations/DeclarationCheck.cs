using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Reality.Server.Payloads;
using Reality.Server.Storage;

namespace Reality.Server.Declarations;

/// <summary>Finds, before the first request, what the modules declare and this application cannot keep.</summary>
internal sealed class DeclarationCheck(
    DeclaredKeys declared,
    IRealityStorage storage,
    IServiceProvider services,
    IOptions<JsonOptions> json)
{
    /// <exception cref="InvalidOperationException">Something cannot work; the message lists all of it.</exception>
    public async Task RunAsync()
    {
        var errors = new List<string>();
        CheckOverlaps(errors);
        CheckRepositories(errors);
        foreach (var template in declared.Templates)
        {
            CheckOwner(template, errors);
            CheckRoute(template, errors);
            await CheckPolicyAsync(template, errors);
        }

        if (errors.Count > 0)
        {
            throw new InvalidOperationException(
                $"Reality cannot start:{Environment.NewLine}- {string.Join($"{Environment.NewLine}- ", errors)}");
        }
    }

    private void CheckOverlaps(List<string> errors)
    {
        var all = declared.Modules.SelectMany(module => module.Templates.Select(template => (module, template))).ToArray();
        for (var i = 0; i < all.Length; i++)
        {
            for (var j = i + 1; j < all.Length; j++)
            {
                if (all[i].module != all[j].module && all[i].template.Overlaps(all[j].template))
                {
                    errors.Add(
                        $"The template '{all[i].template.Text}' of module '{all[i].module.Name}' and '{all[j].template.Text}' of module "
                        + $"'{all[j].module.Name}' can form the same key. Give one of them another domain or resource.");
                }
            }
        }
    }

    private void CheckRepositories(List<string> errors)
    {
        foreach (var (repository, connection) in declared.Modules.SelectMany(module => module.Repositories))
        {
            if (connection is null)
                continue;

            if (storage.ConnectionType is not { } given)
            {
                errors.Add(
                    $"{repository} asks for a {connection.Name}, but the storage {storage.GetType().Name} has no database and no "
                    + "connection to give. Choose one that has: services.AddReality().UseSqlite(\"Data Source=app.db\").");
            }
            else if (!connection.IsAssignableFrom(given))
            {
                errors.Add(
                    $"{repository} asks for a {connection}, but the storage {storage.GetType().Name} gives a {given}. "
                    + "Use the storage that fits, or let the core take a DbConnection.");
            }
        }
    }

    private static void CheckOwner(RealityTemplate template, List<string> errors)
    {
        if (template.Access == RealityAccess.Owner && !template.TryGetOwner(template.Text, out _))
            errors.Add($"The template '{template.Text}' is for its owner, but no placeholder names the owner. Set Owner = \"…\".");
    }

    private void CheckRoute(RealityTemplate template, List<string> errors)
    {
        if (template.Route is null)
            return;

        errors.AddRange(PayloadRoute.Check(template));
        try
        {
            _ = json.Value.SerializerOptions.GetTypeInfo(template.PayloadType);
        }
        catch (Exception exception) when (exception is NotSupportedException or InvalidOperationException)
        {
            errors.Add(
                $"The payload {template.PayloadType} of '{template.Text}' has no JSON contract. List it with [JsonSerializable] in a "
                + $"JsonSerializerContext beside the declaration. ({exception.Message})");
        }
    }

    private async Task CheckPolicyAsync(RealityTemplate template, List<string> errors)
    {
        if (template.Policy is not { } policy)
            return;

        await using var scope = services.CreateAsyncScope();
        if (scope.ServiceProvider.GetService<IAuthorizationPolicyProvider>() is not { } policies)
        {
            errors.Add($"The template '{template.Text}' has the policy '{policy}', but there are no policies. Call services.AddAuthorization(…).");
        }
        else if (await policies.GetPolicyAsync(policy) is null)
        {
            errors.Add(
                $"The template '{template.Text}' has the policy '{policy}', which does not exist. Add it: "
                + $"services.AddAuthorization(options => options.AddPolicy(\"{policy}\", …)).");
        }
    }
}
