using System.Runtime.CompilerServices;
using Reality.Generators.Sql;

namespace Reality.Sql.Tests.Harness;

/// <summary>One annotated text of the corpus.</summary>
/// <param name="Title">What it does.</param>
/// <param name="Dialects">The dialects it is written for.</param>
/// <param name="Reads">The columns read by table.</param>
/// <param name="Writes">The writes, each as the corpus writes it.</param>
/// <param name="IsUnknown">Whether it must not be understood.</param>
/// <param name="Text">The SQL.</param>
internal sealed record Case(
    string Title,
    IReadOnlyList<SqlDialect> Dialects,
    IReadOnlyDictionary<string, string[]> Reads,
    IReadOnlyList<string> Writes,
    bool IsUnknown,
    string Text)
{
    /// <summary>The folder of this project.</summary>
    public static string Folder { get; } = FolderOf();

    public static IReadOnlyList<Case> All { get; } =
        [.. Directory.GetFiles(Path.Combine(Folder, "Corpus"), "*.txt").Order(StringComparer.Ordinal).SelectMany(ReadFile)];

    public static string Schema { get; } = File.ReadAllText(Path.Combine(Folder, "Corpus", "schema.sql"));

    private static string FolderOf([CallerFilePath] string file = "") => Path.GetDirectoryName(Path.GetDirectoryName(file))!;

    private static IEnumerable<Case> ReadFile(string path) => File.ReadAllText(path).Split("\n== ").Skip(1).Select(Parse);

    private static Case Parse(string entry)
    {
        var lines = entry.TrimEnd().Split('\n');
        var head = lines.Skip(2).TakeWhile(static line => line.StartsWith("reads ", StringComparison.Ordinal)
            || line.StartsWith("writes ", StringComparison.Ordinal) || line == "unknown").ToList();
        return new(
            lines[0],
            lines[1] switch
            {
                "both" => [SqlDialect.PostgreSql, SqlDialect.Sqlite],
                "postgres" => [SqlDialect.PostgreSql],
                "sqlite" => [SqlDialect.Sqlite],
                var other => throw new FormatException($"{lines[0]}: no dialect '{other}'"),
            },
            head.Where(static line => line.StartsWith("reads ", StringComparison.Ordinal)).SelectMany(static line => Notation.Split(line[6..]))
                .ToDictionary(Notation.TableOf, Notation.ColumnsOf, StringComparer.Ordinal),
            [.. head.Where(static line => line.StartsWith("writes ", StringComparison.Ordinal)).SelectMany(static line => Notation.Split(line[7..])).Order(StringComparer.Ordinal)],
            head.Contains("unknown"),
            string.Join('\n', lines.Skip(2 + head.Count)));
    }
}
