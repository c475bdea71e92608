using System.Text.RegularExpressions;
using Reality.Generators.Sql;
using Reality.Sql.Tests.Harness;

namespace Reality.Sql.Tests;

/// <summary>The scanner against PostgreSQL's own parser. It may say that it does not know; it must never be wrong.</summary>
public sealed partial class PostgresAgreementTests(ITestOutputHelper output)
{
    [Fact]
    public async Task On_the_corpus_it_is_never_wrong_and_knows_all()
    {
        var cases = Case.All.Where(static one => one.Dialects.Contains(SqlDialect.PostgreSql) && !one.IsUnknown).ToList();
        var counts = await CompareAsync([.. cases.Select(static one => one.Text)]);
        Assert.Equal(0, counts.Unknown);
        Assert.Equal(0, counts.Refused);
    }

    [Fact]
    public async Task On_one_of_every_construct_it_is_never_wrong_and_knows_all()
    {
        var counts = await CompareAsync(await File.ReadAllLinesAsync(Path.Combine(Case.Folder, "Corpus", "constructs.sql"), TestContext.Current.CancellationToken));
        Assert.Equal(0, counts.Unknown + counts.Refused);
    }

    [Fact]
    public async Task On_statements_from_a_grammar_it_is_never_wrong_and_knows_all()
    {
        var grammar = new StatementGrammar(SqlDialect.PostgreSql, 20260101);
        var counts = await CompareAsync([.. Enumerable.Range(0, 4000).Select(_ => grammar.Text())]);
        Assert.Equal(0, counts.Unknown);
        Assert.Equal(0, counts.Refused);
    }

    [Fact]
    public async Task On_mutated_statements_it_is_never_wrong()
    {
        var random = new Random(4711);
        var grammar = new StatementGrammar(SqlDialect.PostgreSql, 815);
        var texts = Case.All.Select(static one => WithPlainParameters(one.Text)).ToList();
        texts.AddRange(Enumerable.Range(0, 300).Select(_ => grammar.Text()));
        var counts = await CompareAsync([.. Enumerable.Range(0, 8000).Select(_ => Mutation.Of(texts[random.Next(texts.Count)], texts, random))]);
        Assert.True(counts.Agreed > 500, "too few of the mutated statements are still SQL");
    }

    private async Task<Agreement> CompareAsync(string[] texts)
    {
        var answers = await PostgresParser.ParseAsync([.. texts.Select(WithPlainParameters)], TestContext.Current.CancellationToken);
        Assert.Equal(texts.Length, answers.Count);
        var counts = new Agreement();
        foreach (var (text, answer) in texts.Zip(answers))
        {
            counts.Compare(text, answer);
        }

        output.WriteLine(counts.ToString());
        foreach (var sample in counts.Samples)
        {
            output.WriteLine(sample);
        }

        Assert.True(counts.Wrong.Count == 0, $"{counts}\n{string.Join("\n", counts.Wrong.Take(20))}");
        return counts;
    }

    /// <summary>Parameters as the server sees them, once Npgsql and Dapper have been over the text.</summary>
    private static string WithPlainParameters(string text) =>
        NamedParameter().Replace(DapperList().Replace(text, "in ($1)"), "$1");

    [GeneratedRegex(@"in @\w+")]
    private static partial Regex DapperList();

    [GeneratedRegex(@"(?<![@:\w])[@:][a-zA-Z]\w*")]
    private static partial Regex NamedParameter();
}
