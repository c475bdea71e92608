namespace Reality.Server.Declarations;

/// <summary>Whether two templates of different modules can form one text. Within a module the compiler has looked already (RLT1005).</summary>
internal static class TemplateOverlap
{
    // One value for each kind of placeholder: any word, numbers, enums and flags written as numbers, Guid, date, bool.
    private static readonly string[] Samples =
        ["a", "1", "00000000-0000-0000-0000-000000000001", "2026-01-01", "true"];

    public static bool Exists(RealityTemplate left, RealityTemplate right)
    {
        var first = left.Text.Split(':');
        var second = right.Text.Split(':');
        if (first.Length != second.Length)
            return false;

        var separable = false;
        for (var i = 0; i < first.Length; i++)
        {
            var (one, other) = (IsPlaceholder(first[i]), IsPlaceholder(second[i]));
            if (!one && !other && first[i] != second[i])
                return false;

            separable |= one != other;
        }

        // Alike up to the placeholders' names, or some text that both accept.
        return !separable || FindCommon(left, right, first, second, 0);
    }

    private static bool FindCommon(RealityTemplate left, RealityTemplate right, string[] first, string[] second, int position)
    {
        if (position == first.Length)
        {
            var text = string.Join(':', first);
            return left.TryParse(text, out _) && right.TryParse(text, out _);
        }

        var original = first[position];
        if (!IsPlaceholder(original))
            return FindCommon(left, right, first, second, position + 1);

        foreach (var value in IsPlaceholder(second[position]) ? Samples : [second[position]])
        {
            first[position] = value;
            var found = FindCommon(left, right, first, second, position + 1);
            first[position] = original;
            if (found)
                return true;
        }

        return false;
    }

    private static bool IsPlaceholder(string segment) => segment.StartsWith('<');
}
