using Reality.Generators.Models;
using Reality.Generators.Sql.Finding;

namespace Reality.Generators.Sql.Tables;

/// <summary>Scans what a method sends and gathers its tables.</summary>
internal sealed class MethodTablesBuilder
{
    private readonly List<TableRead> _reads = [];
    private readonly List<TableWrite> _writes = [];
    private readonly SortedSet<string> _calls = new(StringComparer.Ordinal);

    /// <summary>Scans the texts of a method, in order: a temporary table that one of them makes is known to the next.</summary>
    /// <param name="found">What the method sends.</param>
    /// <param name="isDeclared">Whether a function is declared.</param>
    public static MethodTables Scan(FoundSql found, Func<string, bool> isDeclared)
    {
        var none = MethodTables.None with { Contracts = found.Contracts, BumpsByHand = found.BumpsByHand };
        if (found.IsBroken)
        {
            return none with { Unknown = "it does not compile", IsBroken = true };
        }

        var builder = new MethodTablesBuilder();
        var temporary = new HashSet<string>(StringComparer.Ordinal);
        if (found.Uses.Select(static use => use.Text.Unknown).FirstOrDefault(static reason => reason is not null) is { } reason)
        {
            return none with { Unknown = reason };
        }

        foreach (var use in found.Uses)
        {
            foreach (var text in use.Text.Alternatives)
            {
                var scanned = SqlScanner.Scan(text, use.Dialect, isDeclared, temporary);
                if (scanned.Unknown is { } unknown)
                {
                    return none with { Unknown = unknown.Reason };
                }

                builder.Add(scanned);
            }
        }

        var dialects = found.Uses.Select(static use => use.Dialect).Distinct().ToList();
        return none with
        {
            Dialect = dialects.Count == 1 ? dialects[0] : SqlDialect.Unknown,
            Reads = builder._reads.ToEquatableArray(),
            Writes = builder._writes.ToEquatableArray(),
            Calls = builder._calls.ToEquatableArray(),
        };
    }

    private void Add(SqlText text)
    {
        foreach (var statement in text.Statements)
        {
            foreach (var read in statement.Reads)
            {
                Merge(_reads, read, other => other.Table == read.Table, static (one, other) => one with { Columns = one.Columns.Or(other.Columns) });
            }

            foreach (var write in statement.Writes)
            {
                Merge(
                    _writes,
                    write,
                    other => other.Table == write.Table && other.Kind == write.Kind && other.EditsInPlace == write.EditsInPlace,
                    static (one, other) => one with { Columns = one.Columns.Or(other.Columns) });
            }

            _calls.UnionWith(statement.Calls);
        }
    }

    private static void Merge<T>(List<T> list, T item, Predicate<T> isLike, Func<T, T, T> merge)
    {
        var index = list.FindIndex(isLike);
        if (index < 0)
        {
            list.Add(item);
        }
        else
        {
            list[index] = merge(list[index], item);
        }
    }
}
