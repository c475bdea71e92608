using Reality.Generators.Models;
using Reality.Generators.Sql;
using Reality.Generators.Sql.Tables;

namespace Reality.Generators.Facts;

/// <summary>
/// Tables in facts: a line <c>sql</c> with the dialect and why it is not known, and behind it a line for each table read and written and one with the
/// functions that are called. Names of columns are the last fields.
/// </summary>
internal static class TableFacts
{
    private const string None = "-";

    public static IEnumerable<string> Write(MethodTables tables)
    {
        yield return FactsText.Line("sql", tables.Dialect.ToString(), tables.Unknown ?? string.Empty);
        foreach (var read in tables.Reads)
        {
            yield return FactsText.Line(["reads", read.Table.Schema ?? None, read.Table.Name, read.Columns.Extent.ToString(), .. read.Columns.Names]);
        }

        foreach (var write in tables.Writes)
        {
            yield return FactsText.Line(
            [
                "writes", write.Table.Schema ?? None, write.Table.Name, write.Kind.ToString(), write.EditsInPlace ? "edits" : "keeps", write.Columns.Extent.ToString(), .. write.Columns.Names,
            ]);
        }

        if (tables.Calls.Count > 0)
        {
            yield return FactsText.Line(["calls", .. tables.Calls]);
        }
    }

    /// <summary>Reads the tables that begin at a line.</summary>
    public static MethodTables Read(List<string[]> lines, int index)
    {
        if (lines[index] is not ["sql", var dialect, var unknown, ..])
        {
            return MethodTables.None;
        }

        var reads = new List<TableRead>();
        var writes = new List<TableWrite>();
        var calls = new List<string>();
        for (var i = index + 1; i < lines.Count; i++)
        {
            switch (lines[i])
            {
                case ["reads", var schema, var name, var extent, ..]:
                    reads.Add(new(NameOf(schema, name), ColumnsOf(extent, lines[i].Skip(4))));
                    break;
                case ["writes", var schema, var name, var kind, var edits, var extent, ..]:
                    var isKnown = Enum.TryParse<TableWriteKind>(kind, out var known);
                    writes.Add(new(NameOf(schema, name), isKnown ? known : TableWriteKind.Update, ColumnsOf(extent, lines[i].Skip(6)), edits != "keeps"));
                    break;
                case ["calls", ..]:
                    calls.AddRange(lines[i].Skip(1));
                    break;
                default:
                    i = lines.Count;
                    break;
            }
        }

        return MethodTables.None with
        {
            Dialect = Enum.TryParse<SqlDialect>(dialect, out var spoken) ? spoken : SqlDialect.Unknown,
            Reads = reads.ToEquatableArray(),
            Writes = writes.ToEquatableArray(),
            Calls = calls.ToEquatableArray(),
            Unknown = unknown.Length == 0 ? null : unknown,
        };
    }

    private static TableName NameOf(string schema, string name) => new(schema == None ? null : schema, name);

    private static ColumnSet ColumnsOf(string extent, IEnumerable<string> names) => extent switch
    {
        nameof(ColumnExtent.All) => ColumnSet.All,
        nameof(ColumnExtent.Listed) => new(ColumnExtent.Listed, names.ToEquatableArray(), []),
        _ => ColumnSet.Unknown,
    };
}
