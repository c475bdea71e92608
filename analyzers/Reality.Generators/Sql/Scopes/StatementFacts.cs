using Reality.Generators.Models;

namespace Reality.Generators.Sql.Scopes;

/// <summary>Gathers what one statement reads, writes and calls.</summary>
internal sealed class StatementFacts
{
    private readonly List<Scope> _scopes = [];
    private readonly List<TableWrite> _writes = [];
    private readonly SortedSet<string> _calls = new(StringComparer.Ordinal);

    public Scope Open(Scope? outer, bool isOfResult = false)
    {
        var scope = new Scope(outer) { IsOfResult = isOfResult };
        _scopes.Add(scope);
        return scope;
    }

    public void Write(TableName table, TableWriteKind kind, ColumnSet columns, bool editsInPlace) => _writes.Add(new(table, kind, columns, editsInPlace));

    public void Call(string function) => _calls.Add(function);

    /// <summary>Ends the statement.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="start">Where it began.</param>
    /// <param name="unknown">What was not understood, if anything.</param>
    /// <param name="isPassing">Whether a table is a temporary one of the same text.</param>
    public SqlStatement End(SqlStatementKind kind, int start, SqlUnknown? unknown, Func<TableName, bool> isPassing)
    {
        foreach (var scope in _scopes)
        {
            unknown ??= ColumnBinding.Bind(scope);
        }

        if (unknown is not null)
        {
            return new(kind, start, [], [], [], unknown);
        }

        var reads = new Dictionary<TableName, List<ColumnSet>>();
        foreach (var source in _scopes.SelectMany(static scope => scope.Sources))
        {
            if (source.Table is { } table && source.IsRead && !isPassing(table))
            {
                if (!reads.TryGetValue(table, out var columns))
                {
                    reads.Add(table, columns = []);
                }

                columns.Add(source.Columns);
            }
        }

        return new(
            kind,
            start,
            reads.Select(static read => new TableRead(read.Key, Union(read.Value)))
                .OrderBy(static read => read.Table.ToString(), StringComparer.Ordinal)
                .ToEquatableArray(),
            _writes.Where(write => !isPassing(write.Table)).ToEquatableArray(),
            _calls.ToEquatableArray());
    }

    private static ColumnSet Union(List<ColumnSet> sets)
    {
        if (sets.Count == 1)
        {
            return sets[0];
        }

        if (sets.Exists(static set => set.Extent == ColumnExtent.Unknown))
        {
            return ColumnSet.Unknown;
        }

        return sets.Exists(static set => set.Extent == ColumnExtent.All)
            ? ColumnSet.All
            : new(
                ColumnExtent.Listed,
                new([.. new SortedSet<string>(sets.SelectMany(static set => set.Names), StringComparer.Ordinal)]),
                new([.. new SortedSet<string>(sets.SelectMany(static set => set.Certain), StringComparer.Ordinal)]));
    }
}
