using Reality.Generators.Rules.Tests.Harness;

namespace Reality.Generators.Rules.Tests.Keys;

public sealed class RowBesideRowsTests
{
    private const string Message =
        "'task:item:<id>' is one row of what 'task:team:<teamId>' holds ('Tasks.GetAllAsync'), so each write of it invalidates both and clients hold it twice. Take the row from the collection where that is enough.";

    [Theory]
    [InlineData("IReadOnlyList<Item>", "Item")]
    [InlineData("Item[]", "Item?")]
    [InlineData("List<Item>", "Item")]
    public async Task A_row_by_its_id(string rows, string row) =>
        Assert.Equal([Message], await RuleProject.Of(Class(Rows(rows), Row("{|RLT1009:\"task:item:<id>\"|}", "long id", row))).Verify());

    [Fact]
    public async Task A_row_whose_collection_is_elsewhere()
    {
        var row = "[RealityRepository]\npublic sealed partial class Items(IReality reality)\n{\n" + Row("{|RLT1009:\"task:item:<id>\"|}", "long id", "Item") + "\n}";
        Assert.Equal([Message], await RuleProject.Of(row, Class(Rows("IReadOnlyList<Item>"), string.Empty)).Verify());
    }

    [Theory]
    [InlineData("\"task:item:<number>\"", "long number", "Item")]
    [InlineData("\"task:item:<id>\"", "string id", "Item")]
    [InlineData("\"task:item:<id>\"", "long id", "Other")]
    [InlineData("\"task:item:<id>:notes\"", "long id", "Item")]
    [InlineData("\"task:count:<id>\"", "long id", "int")]
    public Task Silent_on_what_is_no_row_of_it(string template, string parameter, string payload) =>
        RuleProject.Check(Class(Rows("IReadOnlyList<Item>"), Row(template, parameter, payload)));

    [Theory]
    [InlineData("tasks", true)]
    [InlineData("archive", false)]
    public async Task Where_the_tables_are_known_they_have_to_meet(string table, bool isFound)
    {
        var template = isFound ? "{|RLT1009:\"task:item:<id>\"|}" : "\"task:item:<id>\"";
        await RuleProject.Of(Class(
            Rows("IEnumerable<Item>").Replace("=> null!", "=> db.QueryAsync<Item>(\"select id, text from tasks\")", StringComparison.Ordinal)
                .Replace("IEnumerable<Item>", "IEnumerable<Item>", StringComparison.Ordinal),
            Row(template, "long id", "Item").Replace("=> null!", $"=> db.QuerySingleAsync<Item>(\"select id, text from {table} where id = @id\", new {{ id }})", StringComparison.Ordinal)))
            .WithData().Verify();
    }

    private static string Class(string rows, string row) =>
        $$"""
        public sealed record Item(long Id, string Text);

        public sealed record Other(long Id, string Text);

        [RealityRepository]
        public sealed partial class Tasks(IReality reality)
        {
        {{rows}}
        {{row}}
        }
        """;

    private static string Rows(string payload) =>
        $$"""
            [RealityKey("task:team:<teamId>", Access = RealityAccess.Public)]
            public partial Task<{{payload}}> GetAllAsync(string teamId);

            private static Task<{{payload}}> GetAllCoreAsync(DbConnection db, string teamId) => null!;
        """;

    private static string Row(string template, string parameter, string payload) =>
        $$"""
            [RealityKey({{template}}, Access = RealityAccess.Public)]
            public partial Task<{{payload}}> GetOneAsync({{parameter}});

            private static Task<{{payload}}> GetOneCoreAsync(DbConnection db, {{parameter}}) => null!;
        """;
}
