using System.Globalization;
using System.Text;
using Reality.Generators.Models;

namespace Reality.Generators.Binding;

/// <summary>The path of a key's payload: its route with places for the key's values.</summary>
internal static class KeyUrl
{
    // What a path holds as it is, beside letters and digits.
    private const string PathCharacters = "/-._~!$&'()*+,;=:@";

    /// <summary>Reads a route.</summary>
    /// <returns>Literals, escaped, and placeholders by their index; nothing where there is no route, or one that the key cannot fill in.</returns>
    public static IReadOnlyList<SegmentModel> Of(string? route, IReadOnlyList<PlaceholderModel> placeholders)
    {
        var parts = new List<SegmentModel>();
        if (route is null)
        {
            return parts;
        }

        // The server takes "rooms", "/rooms" and "~/rooms" for the same path.
        var end = route.StartsWith("~/", StringComparison.Ordinal) ? 2 : route.StartsWith("/", StringComparison.Ordinal) ? 1 : 0;
        var literal = "/";
        foreach (var (name, start, length) in RouteParameters.Of(route))
        {
            var index = IndexOf(placeholders, name);
            if (index < 0)
            {
                return [];
            }

            parts.Add(new(literal + Escape(route.Substring(end, start - end)), -1));
            parts.Add(new(string.Empty, index));
            (literal, end) = (string.Empty, start + length);
        }

        literal += Escape(route.Substring(end));
        if (literal.Length > 0)
        {
            parts.Add(new(literal, -1));
        }

        return parts.Where(static part => part.IsPlaceholder).Select(static part => part.Placeholder).Distinct().Count() == placeholders.Count ? parts : [];
    }

    private static int IndexOf(IReadOnlyList<PlaceholderModel> placeholders, string name)
    {
        for (var i = 0; i < placeholders.Count; i++)
        {
            if (string.Equals(placeholders[i].Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        return -1;
    }

    private static string Escape(string literal)
    {
        var text = new StringBuilder();
        foreach (var b in Encoding.UTF8.GetBytes(literal.Replace("{{", "{").Replace("}}", "}")))
        {
            var c = (char)b;
            var isPlain = c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') || PathCharacters.IndexOf(c) >= 0;
            text.Append(isPlain ? c.ToString() : "%" + b.ToString("X2", CultureInfo.InvariantCulture));
        }

        return text.ToString();
    }
}
