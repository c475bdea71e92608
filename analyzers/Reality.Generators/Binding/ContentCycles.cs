using Reality.Generators.Models;

namespace Reality.Generators.Binding;

/// <summary>
/// Finds the methods of a walk that can come back to themselves. The objects among them count the depth; collections do so only where
/// they hold themselves without an object between.
/// </summary>
internal static class ContentCycles
{
    public static IEnumerable<ContentMethod> Mark(IReadOnlyList<ContentMethod> methods)
    {
        var all = methods.ToDictionary(static method => method.Name, static method => CallsOf(method).ToList(), StringComparer.Ordinal);
        var withoutObjects = methods
            .Where(static method => method.Kind != ContentMethodKind.Object)
            .ToDictionary(static method => method.Name, static method => CallsOf(method).ToList(), StringComparer.Ordinal);
        foreach (var method in methods)
        {
            var counts = Reaches(method.Kind == ContentMethodKind.Object ? all : withoutObjects, method.Name);
            yield return counts ? method with { IsRecursive = true } : method;
        }
    }

    private static IEnumerable<string> CallsOf(ContentMethod method) => method.Members
        .Where(static member => member.Value.Kind == ContentValueKind.Call)
        .Select(static member => member.Value.Text)
        .Concat(method.Cases.Select(static item => item.Method));

    private static bool Reaches(Dictionary<string, List<string>> calls, string target)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(calls[target]);
        while (open.Count > 0)
        {
            var next = open.Pop();
            if (next == target)
            {
                return true;
            }

            if (seen.Add(next) && calls.TryGetValue(next, out var further))
            {
                further.ForEach(open.Push);
            }
        }

        return false;
    }
}
