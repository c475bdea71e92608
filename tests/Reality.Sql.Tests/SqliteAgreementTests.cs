using Reality.Generators.Sql;
using Reality.Sql.Tests.Harness;

namespace Reality.Sql.Tests;

/// <summary>The scanner against SQLite, which resolves every name while it prepares: here columns are compared as well as tables.</summary>
public sealed class SqliteAgreementTests(ITestOutputHelper output)
{
    [Fact]
    public void On_the_corpus_it_is_never_wrong_and_knows_all()
    {
        var (_, unknown, refused) = Compare([.. Case.All.Where(static one => one.Dialects.Contains(SqlDialect.Sqlite) && !one.IsUnknown).Select(static one => one.Text)]);
        Assert.Equal(0, unknown + refused);
    }

    [Fact]
    public void On_statements_from_a_grammar_it_is_never_wrong_and_knows_all()
    {
        var grammar = new StatementGrammar(SqlDialect.Sqlite, 20260102);
        var (agreed, unknown, _) = Compare([.. Enumerable.Range(0, 4000).Select(_ => grammar.Text())]);
        Assert.Equal(0, unknown);
        Assert.True(agreed > 3000, "too few of the statements are SQLite's");
    }

    [Fact]
    public void On_mutated_statements_it_is_never_wrong()
    {
        var random = new Random(31);
        var grammar = new StatementGrammar(SqlDialect.Sqlite, 9);
        var texts = Case.All.Where(static one => one.Dialects.Contains(SqlDialect.Sqlite)).Select(static one => one.Text).ToList();
        texts.AddRange(Enumerable.Range(0, 300).Select(_ => grammar.Text()));
        var (agreed, _, _) = Compare([.. Enumerable.Range(0, 8000).Select(_ => Mutation.Of(texts[random.Next(texts.Count)], texts, random))]);
        Assert.True(agreed > 300, "too few of the mutated statements are still SQL");
    }

    private (int Agreed, int Unknown, int Refused) Compare(IReadOnlyList<string> texts)
    {
        using var sqlite = new SqliteAuthorizer(Case.Schema);
        var (agreed, unknown, refused, wider) = (0, 0, 0, 0);
        var wrong = new List<string>();
        foreach (var text in texts)
        {
            var found = SqlScanner.Scan(text, SqlDialect.Sqlite);
            var (answer, error) = sqlite.Prepare(text.Replace("in @ids", "in (@ids)", StringComparison.Ordinal));
            if (answer is null)
            {
                if (++refused < 10)
                {
                    output.WriteLine($"{error}: {text[..Math.Min(text.Length, 300)]}");
                }
            }
            else if (found.Unknown is { } reason)
            {
                if (++unknown < 10)
                {
                    output.WriteLine($"{reason}: {text}");
                }
            }
            else if (Difference(found, answer) is { } difference)
            {
                wrong.Add($"{difference}\n{text}\n");
            }
            else
            {
                agreed++;
                wider += !text.Contains("with", StringComparison.OrdinalIgnoreCase) && SaysMore(found, answer) ? 1 : 0;
            }
        }

        var counts = $"{agreed} agreed ({wider} of them said more), {unknown} not known, {wrong.Count} wrong, {refused} refused by SQLite";
        output.WriteLine(counts);
        Assert.True(wider <= agreed / 20, counts);
        Assert.True(wrong.Count == 0, $"{counts}\n{string.Join("\n", wrong.Take(8))}");
        return (agreed, unknown, refused);
    }

    private static string? Difference(SqlText found, SqliteAuthorizer.SqliteAnswer answer)
    {
        // SQLite leaves an upsert's update out where the rows bring no key that could conflict.
        var writes = Writes(found);
        var missing = answer.Writes.Except(writes).Any();
        var tooMany = writes.Except(answer.Writes).Any(write => !answer.Writes.Contains($"insert {write.Split(' ', 2)[1].Split('.')[0]}"));
        if (missing || tooMany)
        {
            return $"writes {string.Join(" ", writes)}, not {string.Join(" ", answer.Writes)}";
        }

        var reads = ReadsOf(found);
        var written = found.Statements.SelectMany(static statement => statement.Writes).Select(static write => write.Table.Name).ToHashSet();
        foreach (var (table, columns) in answer.Reads)
        {
            // SQLite asks for the columns of "excluded", and of what it is about to write, as if they were read.
            if (!reads.TryGetValue(table, out var sets))
            {
                if (!written.Contains(table))
                {
                    return $"does not read {table}";
                }

                continue;
            }

            if (sets.TrueForAll(static set => set.Extent == ColumnExtent.Listed) && !written.Contains(table)
                && columns.Except(sets.SelectMany(static set => set.Names)).ToList() is { Count: > 0 } unread)
            {
                return $"does not read {string.Join(", ", unread)} of {table}";
            }
        }

        return null;
    }

    /// <summary>
    /// Whether tables or certain columns are said to be read that SQLite never asks for: it looks at nothing that a constant condition
    /// makes needless, nor at what a <c>with</c> defines and nothing uses.
    /// </summary>
    private static bool SaysMore(SqlText found, SqliteAuthorizer.SqliteAnswer answer) => ReadsOf(found).Any(read =>
        !answer.Reads.TryGetValue(read.Key, out var columns) || read.Value.SelectMany(static set => set.Certain).Except(columns).Any());

    private static Dictionary<string, List<ColumnSet>> ReadsOf(SqlText found) => Notation.ReadsOf(found)
        .GroupBy(static read => read.Key.Replace("main.", string.Empty, StringComparison.Ordinal))
        .ToDictionary(static group => group.Key, static group => group.SelectMany(static read => read.Value).ToList());

    /// <summary>The writes as SQLite asks for them: an insert by its table, an update by its columns.</summary>
    private static HashSet<string> Writes(SqlText found) => [.. found.Statements.SelectMany(static statement => statement.Writes).SelectMany(static write => write.Kind switch
    {
        TableWriteKind.Update => write.Columns.Names.Select(column => $"update {write.Table.Name}.{column}"),
        var kind => [$"{kind.ToString().ToLowerInvariant()} {write.Table.Name}"],
    })];
}
