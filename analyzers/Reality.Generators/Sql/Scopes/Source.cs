namespace Reality.Generators.Sql.Scopes;

/// <summary>What stands in a <c>from</c>, or is written: a table, or something with columns of its own.</summary>
/// <param name="name">What columns call it by: its alias, or its own name.</param>
/// <param name="table">The table; <see langword="null"/> for a subquery, a function, or a name that a <c>with</c> gives.</param>
/// <param name="isAliased">Whether it was given a name here, which hides its own.</param>
internal sealed class Source(string? name, TableName? table, bool isAliased)
{
    private readonly SortedSet<string> _names = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _certain = new(StringComparer.Ordinal);
    private ColumnExtent _extent = ColumnExtent.Listed;

    public string? Name => name;

    public TableName? Table => table;

    /// <summary>Whether it is what the statement writes: then it counts as read only if columns of it are.</summary>
    public bool IsTarget { get; init; }

    /// <summary>Whether only qualified names mean it, as with <c>excluded</c>.</summary>
    public bool NeedsQualifier { get; init; }

    /// <summary>The sources behind the alias of a join.</summary>
    public IReadOnlyList<Source> Joined { get; init; } = [];

    /// <summary>Whether the text gives its columns other names, so that theirs cannot be told.</summary>
    public bool RenamesColumns { get; init; }

    /// <summary>Whether anything of its rows is read.</summary>
    public bool IsRead => !IsTarget || _extent != ColumnExtent.Listed || _names.Count > 0;

    public ColumnSet Columns => _extent switch
    {
        ColumnExtent.All => ColumnSet.All,
        ColumnExtent.Unknown => ColumnSet.Unknown,
        _ => new(ColumnExtent.Listed, new([.. _names]), new([.. _certain])),
    };

    /// <summary>Whether a qualifier means this source.</summary>
    public bool IsCalled(IReadOnlyList<string> qualifier)
    {
        if (qualifier[qualifier.Count - 1] != name)
        {
            return false;
        }

        return qualifier.Count == 1
            || (!isAliased && table is not null && (table.Schema is null || table.Schema == qualifier[qualifier.Count - 2]));
    }

    public void Read(string? column, bool certain)
    {
        foreach (var one in Joined)
        {
            one.Read(column, false);
        }

        if (column is null || IsSystemColumn(column))
        {
            _extent = _extent == ColumnExtent.Unknown ? _extent : ColumnExtent.All;
        }
        else if (RenamesColumns)
        {
            _extent = ColumnExtent.Unknown;
        }
        else
        {
            _names.Add(column);
            if (certain)
            {
                _certain.Add(column);
            }
        }
    }

    public void ReadUnknown() => _extent = ColumnExtent.Unknown;

    /// <summary>Columns of PostgreSQL that change with every update of the row.</summary>
    private static bool IsSystemColumn(string column) => column is "xmin" or "xmax" or "cmin" or "cmax" or "ctid";
}
