using Reality.Generators.Binding;
using Reality.Generators.Rules.Declarations;
using Reality.Grammar;

namespace Reality.Generators.Rules.Keys;

/// <summary>Finds what a placeholder, or a route's parameter, was probably meant to be called: what the fix of RLT1003 writes.</summary>
internal static class NearestBinding
{
    public static string? Of(DeclarationProblem problem) => problem.Kind switch
    {
        ProblemKind.BindsToNothing => OfPlaceholder(problem.Arguments[0], problem.Arguments[1], problem.Arguments[2]),
        ProblemKind.RouteParameter when KeyTemplate.TryParse(problem.Arguments[1], out var template, out _) =>
            Nearest(problem.Arguments[0], [.. template.Segments.Where(static segment => segment.IsPlaceholder).Select(static segment => segment.Value)]),
        _ => null,
    };

    // Of a path, the part that is not found is replaced and the others stay.
    private static string? OfPlaceholder(string placeholder, string searched, string candidates)
    {
        var names = candidates.Length == 0 ? [] : candidates.Split([", "], StringSplitOptions.None);
        var parts = placeholder.Split('.');
        var wrong = searched == "a parameter" ? 0 : Array.FindIndex(parts, 1, part => !names.Contains(part));
        if (wrong < 0 || Nearest(parts[wrong], names) is not { } nearest)
        {
            return null;
        }

        parts[wrong] = nearest;
        return string.Join(".", parts);
    }

    // Else the only one that the name is the end of, or that is the end of the name: 'id' for 'roomId'.
    private static string? Nearest(string name, string[] candidates)
    {
        if (NearestName.Of(name, candidates) is { } nearest)
        {
            return nearest;
        }

        var ends = candidates.Where(one => one.EndsWith(name, StringComparison.OrdinalIgnoreCase) || name.EndsWith(one, StringComparison.OrdinalIgnoreCase)).ToList();
        return ends.Count == 1 ? ends[0] : null;
    }
}
