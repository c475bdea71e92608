using Reality.Generators.Binding;

namespace Reality.Generators.Emit;

/// <summary>Names for generated locals and parameters that meet none of the user's.</summary>
internal sealed class LocalNames(IEnumerable<string> taken)
{
    private readonly HashSet<string> _taken = new(taken.Select(static name => name.TrimStart('@')), StringComparer.Ordinal);

    /// <summary>Takes a name, or the nearest that is free.</summary>
    public string Take(string name)
    {
        var free = name;
        for (var i = 2; !_taken.Add(free); i++)
        {
            free = name + i.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return TypeText.Identifier(free);
    }

    /// <summary>A name as locals have it.</summary>
    public static string Camel(string name)
    {
        var bare = name.TrimStart('@', '_');
        return bare.Length == 0 || !char.IsLetter(bare[0]) ? "value" : char.ToLowerInvariant(bare[0]) + bare.Substring(1);
    }
}
