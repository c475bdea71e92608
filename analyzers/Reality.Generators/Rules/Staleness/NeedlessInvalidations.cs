using Reality.Generators.Models;
using Reality.Generators.Rules.Facts;
using Reality.Generators.Sql;
using Reality.Generators.Sql.Tables;

namespace Reality.Generators.Rules.Staleness;

/// <summary>Finds invalidations of keys that read nothing that is written, where both sides are completely known.</summary>
/// <param name="bodies">What the methods of the class at hand use.</param>
/// <param name="views">The keys.</param>
/// <param name="declared">The views and functions that are declared.</param>
/// <param name="facts">What others write.</param>
internal sealed class NeedlessInvalidations(Lazy<List<MethodTables>> bodies, KeyViews views, DeclaredTables declared, FactsIndex facts)
{
    /// <summary>The invalidations of a write, each with a read of its key.</summary>
    public IEnumerable<(BumpModel Bump, KeyView View)> Of(CheckedMethod method)
    {
        if (!IsCompletelyKnown(method.Tables))
        {
            yield break;
        }

        foreach (var bump in method.Contract!.Declaration.Bumps)
        {
            var reads = views.Of(bump.Signature).ToList();
            if (reads.Count > 0 && reads.TrueForAll(view => view.Tables.Unknown is null && view.Tables.Reads.Count > 0 && view.Tables.Calls.All(IsHarmless) && !Meet(view, method)))
            {
                yield return (bump, reads[0]);
            }
        }
    }

    // A foreign key may delete rows elsewhere; what a function does, and what a contract that is called does, is not told here.
    private bool IsCompletelyKnown(MethodTables write) =>
        write.Unknown is null && !write.BumpsByHand && write.Contracts.Count == 0 && write.Writes.Count > 0
        && write.Writes.All(static one => one.Kind is TableWriteKind.Insert or TableWriteKind.Update or TableWriteKind.Copy)
        && write.Calls.All(IsHarmless);

    private bool IsHarmless(string function) => KnownFunctions.AreHarmless(function) || declared.IsDeclared(function);

    private bool Meet(KeyView view, CheckedMethod method) => view.Tables.Reads.Any(read =>
        !IsTable(read.Table, view.Tables.Dialect)
        || method.Tables.Writes.Any(write => ArePartsOfOne(write.Table.Name, read.Table.Name)
            || TableComparison.Compare(write.Table, method.Tables.Dialect, read.Table, view.Tables.Dialect) != TableIdentity.Different));

    // What someone writes by name is no view that hides other tables; a view that is declared was looked through.
    private bool IsTable(TableName table, SqlDialect dialect) => declared.IsView(table)
        || bodies.Value.Exists(method => IsWritten(method, table, dialect))
        || facts.WritesOfTable(table.Name).Any(write => IsWritten(write.Tables, table, dialect));

    private static bool IsWritten(MethodTables tables, TableName table, SqlDialect dialect) =>
        tables.Writes.Any(write => TableComparison.Compare(write.Table, tables.Dialect, table, dialect) == TableIdentity.Same);

    // Partitions are named after their table.
    private static bool ArePartsOfOne(string left, string right) =>
        left.StartsWith(right + "_", StringComparison.OrdinalIgnoreCase) || right.StartsWith(left + "_", StringComparison.OrdinalIgnoreCase);
}
