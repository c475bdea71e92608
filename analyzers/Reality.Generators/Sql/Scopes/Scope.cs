namespace Reality.Generators.Sql.Scopes;

/// <summary>A query's own names: what stands in its <c>from</c>, and the names that its expressions use.</summary>
/// <param name="outer">The query around it, whose names it sees as well.</param>
internal sealed class Scope(Scope? outer)
{
    private readonly List<Source> _sources = [];
    private readonly List<ColumnReference> _references = [];
    private readonly HashSet<string> _labels = new(StringComparer.Ordinal);

    public Scope? Outer => outer;

    public IReadOnlyList<Source> Sources => _sources;

    public IReadOnlyList<ColumnReference> References => _references;

    /// <summary>Whether names here are those of a result's columns, as in the <c>order by</c> of a union.</summary>
    public bool IsOfResult { get; init; }

    /// <summary>Whether it has a <c>natural join</c>, which reads columns that the text does not name.</summary>
    public bool IsNatural { get; set; }

    public void Add(Source source) => _sources.Add(source);

    public void Add(ColumnReference reference)
    {
        if (!IsOfResult)
        {
            _references.Add(reference);
        }
    }

    /// <summary>Notes the name that a result column is given.</summary>
    public void AddLabel(string label) => _labels.Add(label);

    public bool HasLabel(string name) => _labels.Contains(name);
}
