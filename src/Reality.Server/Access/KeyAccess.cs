using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Reality.Server.Declarations;
using Reality.Server.Replica;

namespace Reality.Server.Access;

/// <summary>
/// Decides which keys a user may read, before anything is looked up: a key without a template, without a rule, or whose rule says no is
/// refused, all alike.
/// </summary>
internal sealed class KeyAccess(DeclaredKeys declared, IOptions<RealityOptions> options)
{
    /// <summary>Marks the keys that the request's user may read.</summary>
    /// <returns>The number of keys refused.</returns>
    public async ValueTask<int> DecideAsync(HttpContext context, AskedKeys keys)
    {
        if (DecideByRule(context.User, keys))
            await DecideByPolicyAsync(context, keys);

        var refused = 0;
        for (var i = 0; i < keys.Count; i++)
            refused += keys[i].IsReadable ? 0 : 1;

        return refused;
    }

    /// <returns>Whether a policy has a word in it too.</returns>
    private bool DecideByRule(ClaimsPrincipal user, AskedKeys keys)
    {
        var owner = new OwnerSegment(user, options.Value.GetUserId);
        var hasPolicy = false;
        for (var i = 0; i < keys.Count; i++)
        {
            ref var key = ref keys[i];
            key.Template = declared.Match(keys.Text(i));
            key.IsReadable = key.Template switch
            {
                null => false,
                { Access: RealityAccess.Public } => true,
                { Access: RealityAccess.Authenticated } => user.Identity is { IsAuthenticated: true },
                { Access: RealityAccess.Owner } template => template.TryGetOwner(keys.Text(i), out var segment) && owner.Is(segment),
                { Access: RealityAccess.None, Policy: not null } => true,
                _ => false,
            };
            hasPolicy |= key.IsReadable && key.Template!.Policy is not null;
        }

        return hasPolicy;
    }

    private static async Task DecideByPolicyAsync(HttpContext context, AskedKeys keys)
    {
        var templates = new HashSet<RealityTemplate>();
        for (var i = 0; i < keys.Count; i++)
        {
            if (keys[i] is { IsReadable: true, Template: { Policy: not null } template })
                templates.Add(template);
        }

        foreach (var template in templates)
            await template.Accept(new PolicyDecision(context, keys));
    }
}
