namespace Reality.Generators.Linking;

/// <summary>
/// Names of generated files. The compiler compares them without regard to case and fails on two that are equal, while C# names differ by
/// case.
/// </summary>
internal sealed class FileNames
{
    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Takes a name, or the nearest that is free.</summary>
    public string Take(string name)
    {
        var free = name;
        for (var i = 2; !_taken.Add(free); i++)
        {
            free = $"{name}_{i.ToString(System.Globalization.CultureInfo.InvariantCulture)}";
        }

        return free;
    }
}
