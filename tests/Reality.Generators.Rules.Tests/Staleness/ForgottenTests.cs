using Reality.Generators.Rules.Tests.Harness;
using static Reality.Generators.Rules.Tests.Harness.SqlSample;

namespace Reality.Generators.Rules.Tests.Staleness;

/// <summary>RLT4002: a contract that leaves out a key which reads what it writes.</summary>
public sealed class ForgottenTests
{
    private const string Posts = "[RealityInvalidates(\"user:<userId>:posts\")]";

    private const string PostsRead =
        """
            [RealityKey("user:<userId>:posts", Access = RealityAccess.Owner)]
            public partial Task<int> CountPostsAsync(string userId, CancellationToken ct = default);

            private static Task<int> CountPostsCoreAsync(DbConnection db, string userId, CancellationToken ct) =>
                db.ExecuteScalarAsync<int>("select count(*) from messages where author = @userId", new { userId });
        """;

    [Fact]
    public async Task The_message_names_method_key_and_table_and_says_what_to_add() => Assert.Equal(
        ["'SaveAsync' writes 'messages', which 'chat:room:<roomId>' reads ('GetAsync'), and does not invalidate it: add [RealityInvalidates(\"chat:room:<roomId>\")]"],
        await Check(Write(Posts, "insert into messages (room_id, author, text) values (@roomId, @userId, @text)", "{|RLT4002:SaveAsync|}", "string roomId, string userId, string text")));

    [Theory]
    [InlineData("insert into messages (pinned) values (true)")]
    [InlineData("insert into messages (pinned) values (true) on conflict (id) do update set pinned = true")]
    [InlineData("delete from messages where pinned")]
    public Task Rows_that_come_and_go_meet_every_column(string sql) => RuleProject.Of(Rooms(
        Read("select id, room_id, text from messages"),
        Read("select id, room_id, text from users", "Users", "chat:users:<roomId>"),
        Write("[RealityInvalidates(\"chat:users:<roomId>\")]", sql, "{|RLT4002:SaveAsync|}", "string roomId"))).WithData().Verify();

    [Fact]
    public Task Silent_where_all_keys_are_invalidated() => Check(Write(
        Posts + " [RealityInvalidates(\"chat:room:<roomId>\")]", "insert into messages (room_id, author, text) values (@roomId, @userId, @text)", parameters: "string roomId, string userId, string text"));

    [Fact]
    public Task Silent_where_the_family_is_invalidated() => Check(Write(
        Posts + " [RealityInvalidates(\"chat:room:*\")]", "delete from messages where author = @userId", parameters: "string userId"));

    [Theory]
    [InlineData("update messages set pinned = true where id = 1")] // a column that no read uses
    [InlineData("update users set name = 'x' where id = 1")]
    [InlineData("insert into audit (text) values ('x')")]
    [InlineData("select text from messages")]
    [InlineData("create temp table messages (id bigint); insert into messages values (1)")]
    [InlineData("insert into archive.messages (id) values (1)")]
    public Task Silent_where_the_read_is_not_touched(string sql) => Check(Write(Posts, sql, parameters: "string roomId, string userId"));

    [Theory]
    [InlineData("update messages set text = 'x' where id = 1")]
    [InlineData("update messages set room_id = 'x' where id = 1")] // the read's condition
    [InlineData("delete from messages")]
    [InlineData("insert into public.messages (id) values (1)")]
    [InlineData("insert into Messages (id) values (1)")]
    [InlineData("with gone as (delete from messages returning id) insert into audit (id) select id from gone")]
    [InlineData("insert into audit (id) values (1); delete from messages where id = 1")]
    [InlineData("truncate messages")]
    [InlineData("merge into messages m using audit a on m.id = a.id when matched then delete")]
    public Task Fires_where_it_is(string sql) => Check(Write(Posts, sql, "{|RLT4002:SaveAsync|}", "string roomId, string userId"));

    [Theory]
    [InlineData("string room, string userId", "Task<Message>", "chat:room:<result.RoomId>", ", which takes 'roomId' from the result")]
    [InlineData("string room, string userId", "Task<int>", "chat:room:*", ", the whole family, since neither a parameter nor the result gives 'roomId'")]
    [InlineData("long roomId, string userId", "Task<int>", "chat:room:*", ", the whole family, since neither a parameter nor the result gives 'roomId'")]
    [InlineData("Message message, string userId", "Task<int>", "chat:room:<message.RoomId>", "")]
    [InlineData("Message message, string userId, string roomId", "Task<int>", "chat:room:<roomId>", "")]
    public async Task The_template_is_bound_to_what_the_method_has(string parameters, string returns, string template, string remark)
    {
        var messages = await Check(Write(Posts, "insert into messages (text) values ('x') returning *", "{|RLT4002:SaveAsync|}", parameters, returns));

        Assert.EndsWith($"add [RealityInvalidates(\"{template}\")]{remark}", Assert.Single(messages), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reads_of_other_repositories_count() => Assert.Equal(
        ["'SaveAsync' writes 'messages', which 'chat:room:<roomId>' reads ('Rooms.GetAsync'), and does not invalidate it: add [RealityInvalidates(\"chat:room:<roomId>\")]"],
        await RuleProject.Of(
            Rooms(Read("select id, room_id, text from messages where room_id = @roomId")),
            Class("Posts", PostsRead, Write(Posts, "delete from messages", "{|RLT4002:SaveAsync|}", "string roomId, string userId"))).WithData().Verify());

    [Fact]
    public async Task Reads_of_referenced_assemblies_count()
    {
        var rooms = RuleProject.Named("Rooms", Rooms(Read("select id, room_id, text from messages where room_id = @roomId"))).WithData();
        var messages = await RuleProject.Of(Class("Posts", PostsRead, Write(Posts, "delete from messages", "{|RLT4002:SaveAsync|}", "string roomId, string userId")))
            .WithData()
            .Referencing(rooms)
            .Verify();

        Assert.Contains("'chat:room:<roomId>' reads ('Rooms.GetAsync')", Assert.Single(messages), StringComparison.Ordinal);
    }

    [Fact]
    public Task Helpers_of_the_class_are_followed() => Check(
        """
            [RealityInvalidates("user:<userId>:posts")]
            public partial Task {|RLT4002:SaveAsync|}(string roomId, string userId, CancellationToken ct = default);

            private static async Task SaveCoreAsync(DbConnection db, string roomId, string userId, CancellationToken ct)
            {
                await RunAsync(db, "insert into audit (text) values ('x')");
                await RunAsync(db, Delete);
            }

            private const string Delete = "delete from messages";

            private static Task RunAsync(DbConnection db, string sql) => db.ExecuteAsync(sql);
        """);

    [Fact]
    public Task Contracts_that_are_called_cover_their_keys() => Check(
        Write("[RealityInvalidates(\"chat:room:<roomId>\")] [RealityInvalidates(\"user:*:posts\")]", "insert into messages (room_id) values (@roomId)", "Add", "string roomId"),
        """
            [RealityInvalidates("user:<userId>:posts")]
            public partial Task SaveAsync(string roomId, string userId, CancellationToken ct = default);

            private async Task SaveCoreAsync(DbConnection db, string roomId, string userId, CancellationToken ct)
            {
                await AddAsync(roomId, ct);
                await db.ExecuteAsync("delete from messages where author = @userId", new { userId });
            }
        """);

    [Fact]
    public Task A_reason_to_ignore_silences_it() => Check(Write(Posts + " [RealityIgnore(\"the rows are hidden\")]", "delete from messages", parameters: "string roomId, string userId"));

    [Fact]
    public Task Of_an_interface_it_stands_at_the_core() => RuleProject.Of(
        Types,
        """
        public interface IRooms
        {
            [RealityKey("chat:room:<roomId>", Access = RealityAccess.Public)]
            Task<IReadOnlyList<Message>> GetAsync(string roomId, CancellationToken ct = default);

            [RealityKey("chat:names:<roomId>", Access = RealityAccess.Public)]
            Task<int> CountAsync(string roomId, CancellationToken ct = default);

            [RealityInvalidates("chat:names:<roomId>")]
            Task SaveAsync(string roomId, CancellationToken ct = default);

            [RealityInvalidates("chat:names:<roomId>")]
            [RealityInvalidates("chat:room:<roomId>")]
            Task ClearAsync(string roomId, CancellationToken ct = default);
        }

        [RealityRepository]
        public sealed partial class Rooms(IReality reality) : IRooms
        {
            private static async Task<IReadOnlyList<Message>> GetCoreAsync(DbConnection db, string roomId, CancellationToken ct) =>
                (await db.QueryAsync<Message>("select id, room_id, text from messages where room_id = @roomId", new { roomId })).AsList();

            private static Task<int> CountCoreAsync(DbConnection db, string roomId, CancellationToken ct) =>
                db.ExecuteScalarAsync<int>("select count(*) from messages where room_id = @roomId", new { roomId });

            private static Task {|RLT4002:SaveCoreAsync|}(DbConnection db, string roomId, CancellationToken ct) => db.ExecuteAsync("delete from messages");

            private async Task ClearCoreAsync(DbConnection db, string roomId, CancellationToken ct)
            {
                await SaveAsync(roomId, ct);
                await db.ExecuteAsync("delete from messages");
            }
        }
        """).WithData().Verify();

    private static Task<IReadOnlyList<string>> Check(params string[] members) =>
        RuleProject.Of(Rooms([Read("select id, room_id, text from messages where room_id = @roomId"), PostsRead, .. members])).WithData().Verify();
}
