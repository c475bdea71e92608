using Reality.Generators.Rules.Tests.Harness;
using static Reality.Generators.Rules.Tests.Harness.SqlSample;

namespace Reality.Generators.Rules.Tests.Staleness;

/// <summary>RLT4001: a public method without attributes that writes what keys read.</summary>
public sealed class UninvalidatingTests
{
    [Fact]
    public async Task The_message_names_method_key_and_table_and_says_what_to_add() => Assert.Equal(
        ["'DeleteAsync' writes 'messages', which 'chat:room:<roomId>' reads ('GetAsync'), and invalidates nothing: add [RealityInvalidates(\"chat:room:<roomId>\")]"],
        await Check("public Task {|RLT4001:DeleteAsync|}(DbConnection db, string roomId) => db.ExecuteAsync(\"delete from messages where room_id = @roomId\", new { roomId });"));

    [Fact]
    public async Task It_names_every_key_at_once() => Assert.Contains(
        "add [RealityInvalidates(\"chat:latest:<roomId>\")] and [RealityInvalidates(\"chat:room:<roomId>\")]",
        Assert.Single(await Check(
            "public Task {|RLT4001:DeleteAsync|}(DbConnection db, string roomId) => db.ExecuteAsync(\"delete from messages where room_id = @roomId\", new { roomId });",
            Read("select id, room_id, text from messages where room_id = @roomId order by id desc limit 1", "Latest", "chat:latest:<roomId>"))),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("reality.WriteAsync(async (write, ct) => { await write.Connection.ExecuteAsync(\"delete from messages\"); })")]
    [InlineData("RunAsync(\"delete from messages\")")]
    [InlineData("new NpgsqlConnection(\"\").ExecuteAsync(\"delete from messages\")")]
    [InlineData("Source.CreateCommand(\"delete from messages\").ExecuteNonQueryAsync()")]
    [InlineData("RetryAsync(async db => { await db.ExecuteAsync(\"delete from messages\"); })")]
    public Task Fires_for_whatever_it_writes_through(string body) => Check(
        $"public Task {{|RLT4001:ClearAsync|}}(string roomId) => {body};",
        """
        private static NpgsqlDataSource Source => throw new NotImplementedException();
        private static async Task RunAsync(string sql) { await using var db = new SqliteConnection("Data Source=a.db"); await db.ExecuteAsync(sql); }
        private static async Task RetryAsync(Func<DbConnection, Task> work) { await using var db = new SqliteConnection("Data Source=a.db"); await work(db); }
        """);

    [Fact]
    public Task Fires_for_commands() => Check(
        """
        public async Task {|RLT4001:ClearAsync|}(string roomId, CancellationToken ct)
        {
            await using var db = new NpgsqlConnection("Host=x");
            await db.OpenAsync(ct);
            await using var transaction = await db.BeginTransactionAsync(ct);
            await using var command = new NpgsqlCommand { Connection = db, Transaction = transaction };
            command.CommandText = "update messages set text = '' where room_id = $1";
            command.Parameters.AddWithValue(roomId);
            await command.ExecuteNonQueryAsync(ct);
            await transaction.CommitAsync(ct);
        }
        """);

    [Fact]
    public Task Contracts_whose_attribute_is_missing_are_named_and_nothing_else() => Check(
        """
        public partial Task {|RLT4001:ClearAsync|}(string roomId, CancellationToken ct = default);

        private static Task ClearCoreAsync(DbConnection db, string roomId, CancellationToken ct) => db.ExecuteAsync("delete from messages where room_id = @roomId", new { roomId });

        public partial Task LogAsync(string what);

        private static Task LogCoreAsync(DbConnection db, string what) => db.ExecuteAsync("insert into audit (what) values (@what)", new { what });
        """);

    [Fact]
    public Task Of_an_interface_they_stand_at_the_core() => RuleProject.Of(
        Types,
        """
        public interface IRooms
        {
            [RealityKey("chat:room:<roomId>", Access = RealityAccess.Public)]
            Task<int> CountAsync(string roomId);

            Task ClearAsync(string roomId);

            Task LogAsync(string what);
        }

        [RealityRepository]
        public sealed partial class Rooms(IReality reality) : IRooms
        {
            private static Task<int> CountCoreAsync(DbConnection db, string roomId) => db.ExecuteScalarAsync<int>("select count(*) from messages where room_id = @roomId", new { roomId });

            private static Task {|RLT4001:ClearCoreAsync|}(DbConnection db, string roomId) => db.ExecuteAsync("delete from messages where room_id = @roomId", new { roomId });

            public Task LogAsync(string what) => reality.WriteAsync((write, _) => write.Connection.ExecuteAsync("insert into audit (what) values (@what)", new { what }));
        }
        """).WithData().Verify();

    [Theory]
    [InlineData("public Task LogAsync(DbConnection db) => db.ExecuteAsync(\"insert into audit (at) values (now())\");")] // nobody reads it
    [InlineData("public Task<int> CountAsync(DbConnection db) => db.ExecuteScalarAsync<int>(\"select count(*) from messages\");")]
    [InlineData("public Task PinAsync(DbConnection db) => db.ExecuteAsync(\"update messages set pinned = true\");")] // a column that no read uses
    [InlineData("private Task HelpAsync(DbConnection db) => db.ExecuteAsync(\"delete from messages\");")]
    [InlineData("[RealityIgnore(\"before the first start\")] public Task ImportAsync(DbConnection db) => db.ExecuteAsync(\"delete from messages\");")]
    [InlineData("public async Task ByHandAsync(DbConnection db) { await db.ExecuteAsync(\"delete from messages\"); await reality.UpdateNodeAsync({|RLT1011:\"chat:room:a\"|}); }")]
    [InlineData("public Task ByHandAsync() => reality.WriteAsync(async (write, ct) => { await write.Connection.ExecuteAsync(\"delete from messages\"); write.Bump(Keys.Chat.Room(\"a\")); });")]
    [InlineData("public Task BothAsync() => reality.TransactAsync(async ct => { await AddAsync(\"a\", 1, \"x\", ct); await AddAsync(\"b\", 2, \"y\", ct); });")]
    [InlineData("public Task MovedAsync() => reality.TransactAsync(async ct => { await AddAsync(\"a\", 1, \"x\", ct); await reality.WriteAsync(async (write, _) => { await write.Connection.ExecuteAsync(\"delete from messages\"); }); });")]
    public Task Silent(string method) => Check(method, Write("[RealityInvalidates(\"chat:room:<roomId>\")]", "insert into messages (id) values (@id)", "Add"));

    [Fact]
    public Task Silent_in_classes_that_are_no_repositories() => RuleProject.Of(
        Rooms(Read("select id, room_id, text from messages where room_id = @roomId")),
        "public sealed class Tool { public Task ClearAsync(DbConnection db) => db.ExecuteAsync(\"delete from messages\"); }").WithData().Verify();

    [Fact]
    public Task Silent_where_the_code_does_not_compile_yet() => RuleProject.Of(Rooms(
        Read("select id, room_id, text from messages where room_id = @roomId"),
        "public Task ClearAsync(DbConnection db) => HelpAsync(db, db.ExecuteAsync(\"delete from messages\"));"))
        .WithData()
        .WithCompilerErrors("CS0103")
        .Verify();

    private static Task<IReadOnlyList<string>> Check(params string[] members) =>
        RuleProject.Of(Rooms([Read("select id, room_id, text from messages where room_id = @roomId"), .. members])).WithData().Verify();
}
