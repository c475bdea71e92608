using System.Diagnostics;
using Reality.Generators.Sql;
using Reality.Sql.Tests.Harness;

namespace Reality.Sql.Tests;

/// <summary>Whatever a text is, scanning it ends, throws nothing and takes time in proportion to its length.</summary>
[Collection(nameof(FuzzTests))]
[CollectionDefinition(nameof(FuzzTests), DisableParallelization = true)]
public sealed class FuzzTests
{
    private static readonly SqlDialect[] Dialects = [SqlDialect.PostgreSql, SqlDialect.Sqlite, SqlDialect.Unknown];

    [Fact]
    public void Every_truncation_of_the_corpus_is_scanned()
    {
        foreach (var one in Case.All)
        {
            for (var length = 0; length < one.Text.Length; length++)
            {
                Check(one.Text[..length]);
            }
        }
    }

    [Fact]
    public void Random_characters_are_scanned()
    {
        const string Characters = "abz_ 019.,;()[]{}'\"`$@:?\\/*-+<>=!|&~#%^\n\r\t\0é\u00a0\ud83d\ude00\ud83deEuUxX";
        var random = new Random(5);
        for (var i = 0; i < 8000; i++)
        {
            Check(string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => Characters[random.Next(Characters.Length)])));
        }
    }

    [Fact]
    public void Changed_characters_are_scanned()
    {
        var random = new Random(6);
        for (var i = 0; i < 8000; i++)
        {
            var text = Case.All[random.Next(Case.All.Count)].Text.ToCharArray();
            for (var times = 1 + random.Next(4); times > 0; times--)
            {
                text[random.Next(text.Length)] = (char)random.Next(random.Next(2) == 0 ? 128 : 65536);
            }

            Check(new(text));
        }
    }

    public static TheoryData<string, string, string, string> Repetitions => new()
    {
        { "select ", "a, ", "a", " from t" },
        { "select 1 from ", "a, ", "a", " where b = c" },
        { "select 1 from t where ", "a = 1 and ", "1 = 1", "" },
        { "select ", "(", "1", "" },
        { "select 1 from ", "(", "t", "" },
        { "", "(", "select 1", "" },
        { "select ", "((select 1) + ", "1", "" },
        { "select ", "array[", "1", "" },
        { "select ", "case when a then ", "1", "" },
        { "select ", "- not ", "1", "" },
        { "select ", "f(", "1", "" },
        { "with ", "a as (select * from b), ", "c as (select 1)", " select * from a" },
        { "with recursive ", "a as (select * from b), ", "c as (select 1)", " select * from a" },
        { "", "with recursive a as (", "select 1", ") select 1" },
        { "select 1 from t ", "join u using (id) as j ", "", " where x = 1" },
        { "select 1 from ", "((select 1) union ", "select 2", "" },
        { "", "select 1; ", "", "" },
        { "", "selec; ", "", "" },
        { "", "/* ", "", "" },
        { "", "$a$ ", "", "" },
        { "", "$a", "", "" },
        { "", "'a' ", "", "" },
        { "", "@", "", "" },
        { "", "[", "", "" },
        { "select a", "[1]", "", "" },
        { "select a", ".b", "", "" },
        { "select a", "::int", "", "" },
        { "insert into t values ", "(1, 2), ", "(1, 2)", "" },
        { "insert into t(a) values (1) ", "on conflict do update set a = excluded.a ", "", " returning *" },
        { "update t set ", "a = b, ", "c = 1", " where d = 2" },
        { "", "select 1 union ", "select 1", "" },
        { "select 1 from a ", ", lateral (select 1 from b where c = d", "", "" },
    };

    /// <summary>Sixteen times the length may take some sixteen times as long, not two hundred and fifty-six.</summary>
    [Theory]
    [MemberData(nameof(Repetitions))]
    public void Time_is_linear(string before, string repeated, string last, string after)
    {
        string Of(int times) => before + string.Concat(Enumerable.Repeat(repeated, times)) + last + after;
        var small = Of(500);
        var large = Of(8000);
        Measure(small);
        Measure(large);
        var (first, second) = (TimeSpan.MaxValue, TimeSpan.MaxValue);
        var isLinear = false;

        // The least of several rounds: a machine that is busy makes single ones slow.
        for (var round = 0; round < 20 && !isLinear; round++)
        {
            first = Min(first, Measure(small));
            second = Min(second, Measure(large));
            isLinear = second < TimeSpan.FromMilliseconds(300) || second < first * 80;
        }

        Assert.True(isLinear, $"{first.TotalMilliseconds} ms, then {second.TotalMilliseconds} ms");
    }

    private static TimeSpan Min(TimeSpan left, TimeSpan right) => left < right ? left : right;

    private static TimeSpan Measure(string text)
    {
        var watch = Stopwatch.StartNew();
        SqlScanner.Scan(text, SqlDialect.PostgreSql);
        SqlScanner.Scan(text, SqlDialect.Sqlite);
        return watch.Elapsed;
    }

    private static void Check(string text)
    {
        foreach (var dialect in Dialects)
        {
            try
            {
                var found = SqlScanner.Scan(text, dialect);
                Assert.All(found.Statements, statement => Assert.True(statement.Unknown is null || statement.Unknown.Offset >= 0 && statement.Unknown.Offset <= text.Length));
            }
            catch (Exception thrown) when (thrown is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"{dialect}: {thrown}\n{text}");
            }
        }
    }
}
