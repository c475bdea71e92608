using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Reality.Server.Replica;

namespace Reality.Server.Access;

/// <summary>
/// Lets a template's policy decide over the keys of one request: all at once where an <see cref="IRealityAccess{TKey}"/> is registered,
/// else one by one with the key as the resource.
/// </summary>
internal sealed class PolicyDecision(HttpContext context, AskedKeys keys) : IRealityTemplateVisitor<Task>
{
    public Task Visit<TKey, T>(RealityTemplate<TKey, T> template)
        where TKey : struct, IRealityKey<T>
    {
        var mine = new List<(int Index, TKey Key)>();
        for (var i = 0; i < keys.Count; i++)
        {
            ref var key = ref keys[i];
            if (!key.IsReadable || key.Template != template)
                continue;

            // Refused until the policy allows it.
            key.IsReadable = false;
            if (template.Parser(keys.Text(i), out var typed))
                mine.Add((i, typed));
        }

        var access = context.RequestServices.GetService<IRealityAccess<TKey>>();
        return access is null ? AuthorizeAsync(template.Policy!, mine) : FilterAsync(access, mine);
    }

    private async Task AuthorizeAsync<TKey>(string policy, List<(int Index, TKey Key)> mine)
        where TKey : struct, IRealityKey
    {
        var authorization = context.RequestServices.GetRequiredService<IAuthorizationService>();
        foreach (var (index, key) in mine)
            keys[index].IsReadable = (await authorization.AuthorizeAsync(context.User, key, policy)).Succeeded;
    }

    private async Task FilterAsync<TKey>(IRealityAccess<TKey> access, List<(int Index, TKey Key)> mine)
        where TKey : struct, IRealityKey
    {
        var asked = mine.ConvertAll(entry => entry.Key);
        var allowed = await access.FilterAsync(context.User, asked, context.RequestAborted);
        var texts = new HashSet<string>(StringComparer.Ordinal);
        foreach (var key in allowed ?? [])
            texts.Add(key.Text);

        foreach (var (index, key) in mine)
            keys[index].IsReadable = texts.Contains(key.Text);
    }
}
