using Reality.Generators.Models;

namespace Reality.Generators.Sql;

/// <summary>Columns of one table.</summary>
/// <param name="Extent">Whether they are listed.</param>
/// <param name="Names">Where they are: no column but these is meant, sorted.</param>
/// <param name="Certain">
/// Those of <paramref name="Names"/> that are certainly meant. The others are names without a table where several tables, of the same query
/// or of one around it, could have them.
/// </param>
internal sealed record ColumnSet(ColumnExtent Extent, EquatableArray<string> Names, EquatableArray<string> Certain)
{
    public static ColumnSet All { get; } = new(ColumnExtent.All, [], []);

    public static ColumnSet Unknown { get; } = new(ColumnExtent.Unknown, [], []);

    /// <summary>Whether the two may have a column in common; only two lists can tell that they have none.</summary>
    public bool Meets(ColumnSet other) =>
        Extent != ColumnExtent.Listed || other.Extent != ColumnExtent.Listed || Names.Any(name => other.Names.Contains(name));

    /// <summary>The columns of both.</summary>
    public ColumnSet Or(ColumnSet other) => Extent != ColumnExtent.Listed || other.Extent != ColumnExtent.Listed
        ? (Extent == ColumnExtent.Unknown || other.Extent == ColumnExtent.Unknown ? Unknown : All)
        : new(ColumnExtent.Listed, Both(Names, other.Names), Both(Certain, other.Certain));

    private static EquatableArray<string> Both(EquatableArray<string> one, EquatableArray<string> other) =>
        new([.. new SortedSet<string>(one.Concat(other), StringComparer.Ordinal)]);

    public override string ToString() => Extent switch
    {
        ColumnExtent.All => "*",
        ColumnExtent.Unknown => "?",
        _ => string.Join(", ", Names),
    };
}
