using Microsoft.CodeAnalysis;
using Reality.Generators.Models;
using Reality.Generators.Sql.Finding;

namespace Reality.Generators.Binding;

/// <summary>Binds what <c>[RealityKey]</c> says besides the template: access, route, hash.</summary>
internal static class ReadBinder
{
    public static ReadModel? Bind(
        Declaration declaration,
        AttributeData attribute,
        int index,
        Compilation compilation,
        List<DeclarationProblem> problems,
        CancellationToken cancellationToken)
    {
        if (declaration.Key is not { } key || declaration.Signature.Result is not { } payload)
        {
            return null;
        }

        var access = (AccessRule)attribute.Named<int>("Access");
        var policy = BindPolicy(attribute, index, problems);
        if (access == AccessRule.None && policy is null)
        {
            problems.Add(new(ProblemKind.NoAccess, new(ProblemPlace.Method), [key.Template]));
        }

        if (policy is null)
        {
            CheckUserKey(key, access, index, problems);
        }

        if (key.Placeholders.Count == 0 && Sequences.ElementOf(payload) is { SpecialType: not SpecialType.System_Byte })
        {
            problems.Add(new(ProblemKind.CollectionForAll, new(ProblemPlace.Argument, index), [key.Template, TypeText.Short(payload)]));
        }

        foreach (var parameter in declaration.Signature.Values)
        {
            // A connection is a mistake of another kind.
            if (!key.Placeholders.Any(placeholder => placeholder.Name == parameter.Name) && !DataTypes.IsConnection(parameter.Type) && !DataTypes.IsTransaction(parameter.Type))
            {
                problems.Add(new(ProblemKind.ParameterOutsideKey, new(ProblemPlace.Parameter, parameter.Ordinal), [parameter.Name, key.Template]));
            }
        }

        var route = BindRoute(declaration.Signature, key, attribute, index, problems);
        var hash = (HashStrategy)attribute.Named<int>("Hash");
        var content = BindContent(payload, hash, route is not null, index, compilation, problems, cancellationToken);
        var ids = hash == HashStrategy.Ids ? BindIds(payload, index, compilation, problems, cancellationToken) : null;
        return new(key, access, policy, access == AccessRule.Owner ? OwnerSegment(key, attribute, index, problems) : -1, route, hash, content, ids);
    }

    private static void CheckUserKey(KeyModel key, AccessRule access, int index, List<DeclarationProblem> problems)
    {
        if (access is AccessRule.Public or AccessRule.Authenticated
            && key.Segments[0].Literal is "user" or "users"
            && key.Segments[1].IsPlaceholder
            && key.Placeholders[0].Name is var owner and ("userId" or "user" or "id" or "uid"))
        {
            problems.Add(new(ProblemKind.OpenUserKey, new(ProblemPlace.Argument, index, "Access"), [key.Template, access.ToString(), owner]));
        }
    }

    private static string? BindPolicy(AttributeData attribute, int index, List<DeclarationProblem> problems)
    {
        if (!attribute.Has("Policy"))
        {
            return null;
        }

        var policy = attribute.Named<string>("Policy");
        if (policy is { } name && string.IsNullOrWhiteSpace(name))
        {
            problems.Add(new(ProblemKind.EmptyPolicy, new(ProblemPlace.Argument, index, "Policy"), []));
        }

        return policy;
    }

    private static int OwnerSegment(KeyModel key, AttributeData attribute, int index, List<DeclarationProblem> problems)
    {
        var owner = attribute.Has("Owner") ? attribute.Named<string>("Owner") ?? string.Empty : "userId";
        for (var i = 0; i < key.Segments.Count; i++)
        {
            if (key.Segments[i].IsPlaceholder && key.Placeholders[key.Segments[i].Placeholder].Name == owner)
            {
                return i;
            }
        }

        problems.Add(new(
            ProblemKind.OwnerMissing,
            new(ProblemPlace.Argument, index, attribute.Has("Owner") ? "Owner" : "Access"),
            [owner, key.Template]));
        return -1;
    }

    private static string? BindRoute(Signature signature, KeyModel key, AttributeData attribute, int index, List<DeclarationProblem> problems)
    {
        if (attribute.Named<string>("Route") is not { } route)
        {
            return null;
        }

        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, start, length) in RouteParameters.Of(route))
        {
            names.Add(name);
            if (!key.Placeholders.Any(placeholder => string.Equals(placeholder.Name, name, StringComparison.OrdinalIgnoreCase)))
            {
                problems.Add(new(ProblemKind.RouteParameter, new(ProblemPlace.Argument, index, "Route", start, length), [name, key.Template]));
            }
        }

        foreach (var placeholder in key.Placeholders.Where(placeholder => !names.Contains(placeholder.Name)))
        {
            problems.Add(new(ProblemKind.RouteLacksParameter, new(ProblemPlace.Argument, index, "Route"), [placeholder.Name, key.Template]));
        }

        foreach (var parameter in signature.Values)
        {
            if (!parameter.HasExplicitDefaultValue && !parameter.IsParams && !key.Placeholders.Any(placeholder => placeholder.Name == parameter.Name))
            {
                problems.Add(new(ProblemKind.RouteLacksParameter, new(ProblemPlace.Argument, index, "Route"), [parameter.Name, key.Template]));
            }
        }

        return route;
    }

    private static ContentModel? BindIds(
        ITypeSymbol payload, int index, Compilation compilation, List<DeclarationProblem> problems, CancellationToken cancellationToken)
    {
        var ids = new ContentWalker(compilation, cancellationToken).WalkIds(payload);
        if (ids is null)
        {
            problems.Add(new(ProblemKind.NoIdentity, new(ProblemPlace.Argument, index, "Hash"), [TypeText.Short(payload)]));
        }

        return ids;
    }

    private static ContentModel? BindContent(
        ITypeSymbol payload,
        HashStrategy hash,
        bool hasRoute,
        int index,
        Compilation compilation,
        List<DeclarationProblem> problems,
        CancellationToken cancellationToken)
    {
        var walker = new ContentWalker(compilation, cancellationToken);
        var content = walker.Walk(payload);
        if (content is null && (hash != HashStrategy.Version || hasRoute))
        {
            var (path, type, reason) = walker.Refusals[0];
            problems.Add(new(ProblemKind.NotHashable, new(ProblemPlace.ReturnType), [path, type, reason]));
        }
        else if (content is not null && hash == HashStrategy.Value && content.Root.Kind is ContentValueKind.Call)
        {
            problems.Add(new(ProblemKind.NotScalar, new(ProblemPlace.Argument, index, "Hash"), [TypeText.Short(payload)]));
        }

        return content;
    }
}
