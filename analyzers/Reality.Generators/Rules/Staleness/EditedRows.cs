using Reality.Generators.Rules.Facts;
using Reality.Generators.Sql;
using Reality.Generators.Sql.Tables;

namespace Reality.Generators.Rules.Staleness;

/// <summary>Finds writes that edit in place what a read by ids shows.</summary>
internal sealed class EditedRows(string display, IReadOnlyList<CheckedMethod> own, FactsIndex facts)
{
    /// <summary>The first such write of a read, its own class's first.</summary>
    public (string Write, TableName Table)? Of(KeyView view)
    {
        if (view.Tables.Unknown is not null)
        {
            return null;
        }

        var others = view.Tables.Reads
            .SelectMany(read => facts.WritesOfTable(read.Table.Name))
            .Where(write => write.Repository != display)
            .OrderBy(static write => write.Operation, StringComparer.Ordinal)
            .Select(static write => (write.Operation, write.Tables));
        foreach (var (name, tables) in own.Select(static method => (method.Name, method.Tables)).Concat(others))
        {
            if (view.MetBy(tables, static write => write.EditsInPlace) is { } table)
            {
                return (name, table);
            }
        }

        return null;
    }
}
