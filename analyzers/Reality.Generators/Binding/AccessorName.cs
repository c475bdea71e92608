using System.Text;
using Reality.Grammar;

namespace Reality.Generators.Binding;

/// <summary>The names that a template gives to its accessor and its struct.</summary>
internal static class AccessorName
{
    // What every value has: an extension of that name would never be found.
    private static readonly string[] Taken = ["Equals", "GetHashCode", "GetType", "ToString", "ReferenceEquals", "MemberwiseClone", "Finalize"];

    /// <summary>Names a template.</summary>
    /// <param name="template">The template.</param>
    /// <param name="name">The accessor's name as the user gives it, if any.</param>
    public static (string Domain, string Member, string Struct) Of(KeyTemplate template, string? name)
    {
        var domain = Usable(Pascal(template.Segments[0].Value), "Keys");
        var words = new StringBuilder();
        for (var i = 1; i < template.Segments.Count; i++)
        {
            if (!template.Segments[i].IsPlaceholder)
            {
                words.Append(Pascal(template.Segments[i].Value));
            }
        }

        var derived = words.Length == 0 ? "ById" : words.ToString();
        var member = name ?? (derived == domain ? derived + "Key" : Usable(derived, domain + "Keys"));
        var leading = char.IsDigit(domain[0]) ? "_" : string.Empty;

        // A property named like the parser of another key cannot stand beside it.
        var isBare = !char.IsDigit(member[0]) && !member.StartsWith("TryParse", StringComparison.Ordinal);
        return (leading + domain, isBare ? member : "_" + member, leading + domain + (name ?? derived) + "Key");
    }

    /// <summary>A word in PascalCase at <c>-</c>, <c>_</c> and <c>.</c>.</summary>
    public static string Pascal(string word)
    {
        var result = new StringBuilder(word.Length);
        var upper = true;
        foreach (var c in word)
        {
            if (c is '-' or '_' or '.')
            {
                upper = true;
                continue;
            }

            result.Append(upper ? char.ToUpperInvariant(c) : c);
            upper = false;
        }

        return result.ToString();
    }

    // Nor can an extension be named like the type that it extends.
    private static string Usable(string name, string extended) => name == extended || Array.IndexOf(Taken, name) >= 0 ? name + "Key" : name;
}
