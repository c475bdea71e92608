using Reality.Generators.Rules.Tests.Harness;
using static Reality.Generators.Rules.Tests.Harness.SqlSample;

namespace Reality.Generators.Rules.Tests.Staleness;

/// <summary>RLT4005: methods whose SQL is not known, of which nothing else is then said.</summary>
public sealed class UncheckedTests
{
    private const string Room = "[RealityInvalidates(\"chat:room:<roomId>\")]";

    [Theory]
    [InlineData("db.ExecuteAsync($\"delete from {text}\")", "a hole")]
    [InlineData("db.ExecuteAsync(\"delete from messages where \" + text)", "")]
    [InlineData("db.ExecuteAsync(text)", "")]
    [InlineData("db.ExecuteAsync(\"clear_room\", new { roomId }, commandType: System.Data.CommandType.StoredProcedure)", "it may call a procedure")]
    [InlineData("Elsewhere.ClearAsync(db)", "'ClearAsync' is given the connection")]
    [InlineData("new Elsewhere(db).RunAsync()", "'Elsewhere' is given the connection")]
    [InlineData("db.ExecuteAsync(\"delete from messages where id = 1 1\")", "")]
    public async Task It_says_why(string call, string reason)
    {
        var messages = await Check(
            $$"""
                {{Room}}
                public partial Task<int> {|RLT4005:SaveAsync|}(string roomId, string text, CancellationToken ct = default);

                private static Task<int> SaveCoreAsync(DbConnection db, string roomId, string text, CancellationToken ct) => {{call}};
            """);

        Assert.StartsWith("The SQL of 'SaveAsync' cannot be checked: ", Assert.Single(messages), StringComparison.Ordinal);
        if (reason != "a hole")
        {
            Assert.Contains(reason, messages[0], StringComparison.Ordinal);
        }
    }

    [Fact]
    public Task Public_methods_without_attributes_too() => Check("public Task {|RLT4005:RunAsync|}(DbConnection db, string sql) => db.ExecuteAsync(sql);");

    [Fact]
    public Task Of_a_read_that_is_not_known_nothing_is_said_elsewhere() => RuleProject.Of(Rooms(
        """
            [RealityKey("chat:room:<roomId>", Access = RealityAccess.Public)]
            public partial Task<int> {|RLT4005:CountAsync|}(string roomId, CancellationToken ct = default);

            private static Task<int> CountCoreAsync(DbConnection db, string roomId, CancellationToken ct) => db.ExecuteScalarAsync<int>($"select count(*) from {roomId}");

            public Task ClearAsync(DbConnection db) => db.ExecuteAsync("delete from messages");
        """)).WithData().Verify();

    [Theory]
    [InlineData("[RealityIgnore(\"the admin's console\")] public Task RunAsync(DbConnection db, string sql) => db.ExecuteAsync(sql);")]
    [InlineData("private Task RunAsync(DbConnection db, string sql) => db.ExecuteAsync(sql);")]
    [InlineData("public Task RunAsync(DbConnection db, int many) => db.ExecuteAsync($\"select id from messages limit {many}\");")]
    [InlineData("public Task RunAsync(DbConnection db, bool old) => db.ExecuteAsync(\"select id from messages order by id\" + (old ? \"\" : \" desc\"));")]
    [InlineData("public Task RunAsync(DbConnection db) { ArgumentNullException.ThrowIfNull(db); return db.OpenAsync(); }")]
    [InlineData("public Task RunAsync(DbConnection db) => db.ExecuteAsync(Elsewhere.Query);")]
    [InlineData("public Task RunAsync(DbConnection db) => db.ExecuteAsync(Elsewhere.Made);")]
    [InlineData("public int Add(int a, int b) => a + b;")]
    public Task Silent(string method) => Check(method);

    private static Task<IReadOnlyList<string>> Check(params string[] members) => RuleProject.Of(
        Rooms([Read("select id, room_id, text from messages where room_id = @roomId"), .. members]),
        """
        public sealed class Elsewhere(DbConnection db)
        {
            private const string Columns = "id, text";
            public const string Query = "select " + Columns + " from messages";
            public static readonly string Made = $"select {Columns} from " + "messages";
            public static Task<int> ClearAsync(DbConnection db) => db.ExecuteAsync("delete from messages");
            public Task<int> RunAsync() => db.ExecuteAsync("delete from messages");
        }
        """).WithData().Verify();
}
