using Reality.Generators.Sql;
using Reality.Sql.Tests.Harness;

namespace Reality.Sql.Tests;

/// <summary>Statements as repositories hold them, each annotated by hand.</summary>
public sealed class CorpusTests
{
    public static TheoryData<string> Titles => [.. Case.All.Select(static one => one.Title)];

    [Fact]
    public void It_is_large_enough_to_mean_something() => Assert.True(Case.All.Count >= 150, $"only {Case.All.Count} cases");

    [Theory]
    [MemberData(nameof(Titles))]
    public void What_is_said_is_what_is_annotated(string title)
    {
        var one = Case.All.Single(one => one.Title == title);
        foreach (var dialect in one.Dialects.Append(SqlDialect.Unknown))
        {
            var found = SqlScanner.Scan(one.Text, dialect);
            if (one.IsUnknown)
            {
                Assert.NotNull(found.Unknown);
                continue;
            }

            if (found.Unknown is not null && dialect == SqlDialect.Unknown && one.Dialects.Count == 1)
            {
                // The other dialect may read it another way.
                continue;
            }

            Assert.True(found.Unknown is null, $"{dialect}: {found.Unknown}");
            Assert.Equal(one.Writes, Notation.WritesOf(found.Statements));
            var reads = Notation.ReadsOf(found);
            Assert.Equal(one.Reads.Keys.Order(StringComparer.Ordinal), reads.Keys.Order(StringComparer.Ordinal));
            foreach (var (table, columns) in one.Reads)
            {
                AssertColumns(columns, reads[table], $"{dialect}, {table}");
            }
        }
    }

    [Fact]
    public void The_names_that_could_also_be_those_of_another_table_are_few()
    {
        var (said, meant) = (0, 0);
        foreach (var one in Case.All.Where(static one => !one.IsUnknown))
        {
            foreach (var (table, sets) in Notation.ReadsOf(SqlScanner.Scan(one.Text, one.Dialects[0])))
            {
                said += sets.SelectMany(static set => set.Names).Distinct().Count();
                meant += one.Reads[table].Count(static column => column is not ("*" or "?"));
            }
        }

        Assert.True(said <= meant * 1.1, $"{said} columns said, {meant} meant");
    }

    /// <summary>All that are read are said, and what is said to be certain is read.</summary>
    private static void AssertColumns(string[] expected, List<ColumnSet> found, string where)
    {
        var extent = found.Max(static set => set.Extent);
        var names = found.SelectMany(static set => set.Names).ToList();
        switch (expected)
        {
            case ["*"]:
                Assert.True(extent == ColumnExtent.All, where);
                break;
            case ["?"]:
                Assert.True(extent == ColumnExtent.Unknown, where);
                break;
            default:
                Assert.True(extent == ColumnExtent.Listed, where);
                Assert.Empty(expected.Except(names, StringComparer.OrdinalIgnoreCase));
                Assert.Empty(found.SelectMany(static set => set.Certain).Except(expected, StringComparer.OrdinalIgnoreCase));
                break;
        }
    }
}
