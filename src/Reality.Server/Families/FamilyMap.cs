namespace Reality.Server.Families;

/// <summary>The families of one epoch, as the templates of this release see them.</summary>
internal sealed class FamilyMap
{
    private readonly Dictionary<RealityTemplate, string?> _byTemplate = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, string> _byName = new(StringComparer.Ordinal);

    public FamilyMap(string epoch, IReadOnlyList<RealityTemplate> templates, FamilyAssignments assignments)
    {
        Epoch = epoch;
        Moved = assignments.Moved();
        foreach (var template in templates)
        {
            var pattern = KeyPattern.Of(template);
            var family = assignments[pattern];
            _byTemplate[template] = family;
            if (pattern.Family is { } name)
                _byName[name] = family!;
        }
    }

    /// <summary>The epoch that they belong to.</summary>
    public string Epoch { get; }

    /// <summary>
    /// Families of this and former releases whose keys count with another row since, and that row: a bump under the old name, which a mark
    /// of before the merge still has, reaches nobody.
    /// </summary>
    public IReadOnlyDictionary<string, string> Moved { get; }

    /// <summary>The row that the keys of a template count with; <see langword="null"/> where there is none.</summary>
    public string? Of(RealityTemplate? template) => template is null ? null : _byTemplate.GetValueOrDefault(template);

    /// <summary>The row of a family by its name; <see langword="null"/> where no template has it.</summary>
    public string? Named(string name) => _byName.GetValueOrDefault(name);

    /// <summary>Whether both say the same of every template.</summary>
    public bool Agrees(FamilyMap other) => _byTemplate.All(pair => other.Of(pair.Key) == pair.Value);
}
