using Reality.Generators.Sql;

namespace Reality.Sql.Tests.Harness;

/// <summary>How the corpus and PostgreSQL's parser write tables, in lower case.</summary>
internal static class Notation
{
    /// <summary>What a text writes, a line each.</summary>
    public static string[] WritesOf(IEnumerable<SqlStatement> statements) =>
        [.. statements.SelectMany(static statement => statement.Writes)
            .Select(static write => $"{write.Kind} {write.Table}({write.Columns}){(write.EditsInPlace ? " in place" : string.Empty)}".ToLowerInvariant())
            .Order(StringComparer.Ordinal)];

    /// <summary>What a text reads: per table, what all of its statements read together.</summary>
    public static Dictionary<string, List<ColumnSet>> ReadsOf(SqlText text) => text.Statements
        .SelectMany(static statement => statement.Reads)
        .GroupBy(static read => read.Table.ToString().ToLowerInvariant())
        .ToDictionary(static group => group.Key, static group => group.Select(static read => read.Columns).ToList());

    /// <summary>The parts of <c>a(b, c), d(e)</c>.</summary>
    public static IEnumerable<string> Split(string list)
    {
        var start = 0;
        var depth = 0;
        for (var i = 0; i <= list.Length; i++)
        {
            if (i == list.Length || (list[i] == ',' && depth == 0))
            {
                yield return list[start..i].Replace("\"", string.Empty, StringComparison.Ordinal).Trim().ToLowerInvariant();
                start = i + 1;
            }
            else
            {
                depth += list[i] switch { '(' => 1, ')' => -1, _ => 0 };
            }
        }
    }

    public static string TableOf(string part) => part[..part.IndexOf('(', StringComparison.Ordinal)];

    public static string[] ColumnsOf(string part) =>
        part[(part.IndexOf('(', StringComparison.Ordinal) + 1)..^1].Split(", ", StringSplitOptions.RemoveEmptyEntries);
}
