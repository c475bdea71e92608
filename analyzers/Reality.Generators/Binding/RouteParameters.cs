namespace Reality.Generators.Binding;

/// <summary>The parameters of a route pattern.</summary>
internal static class RouteParameters
{
    /// <summary>The names in <c>{name}</c>, <c>{name:constraint}</c>, <c>{name?}</c>, <c>{name=default}</c> and <c>{*name}</c>, with their places.</summary>
    public static IEnumerable<(string Name, int Start, int Length)> Of(string route)
    {
        for (var i = 0; i < route.Length; i++)
        {
            if (route[i] != '{')
            {
                continue;
            }

            if (i + 1 < route.Length && route[i + 1] == '{')
            {
                i++;
                continue;
            }

            var end = route.IndexOf('}', i);
            if (end < 0)
            {
                yield break;
            }

            var inner = route.Substring(i + 1, end - i - 1).TrimStart('*');
            var stop = inner.IndexOfAny([':', '?', '=']);
            yield return (stop < 0 ? inner : inner.Substring(0, stop), i, end - i + 1);
            i = end;
        }
    }
}
