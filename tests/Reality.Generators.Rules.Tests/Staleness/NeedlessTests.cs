using Reality.Generators.Rules.Tests.Harness;
using static Reality.Generators.Rules.Tests.Harness.SqlSample;

namespace Reality.Generators.Rules.Tests.Staleness;

/// <summary>RLT4003: a key that is invalidated although its read uses nothing that is written, where both are completely known.</summary>
public sealed class NeedlessTests
{
    private const string Fires = "[RealityInvalidates({|RLT4003:\"chat:room:<roomId>\"|})]";
    private const string Silent = "[RealityInvalidates(\"chat:room:<roomId>\")]";

    // What somebody writes is a table and no view.
    private static readonly string Add = Write(Silent, "insert into messages (room_id) values (@roomId)", "Add", "string roomId");

    [Fact]
    public async Task The_message_names_what_is_read_and_what_is_written() => Assert.Equal(
        ["'SaveAsync' invalidates 'chat:room:<roomId>', whose read ('GetAsync') uses 'messages'; it writes 'users'. Remove the invalidation, or say with [RealityIgnore] why it is right."],
        await Check(Add, Write(Fires, "update users set name = @text where id = @id")));

    [Theory]
    [InlineData("delete from users")] // may cascade
    [InlineData("update messages set pinned = true where id = @id")] // the table, if not the columns
    [InlineData("update chat.messages set pinned = true")] // perhaps the same
    [InlineData("insert into messages_2026 (id) values (1)")] // a partition
    [InlineData("update users set name = rename_all(@text)")] // may write
    [InlineData("update users set name = 'x'; insert into messages (id) values (1)")]
    [InlineData("select 1")]
    public Task Silent_where_it_may_be_right(string sql) => Check(Add, Write(Silent, sql));

    [Fact]
    public Task Silent_where_what_is_read_may_be_a_view() => Check(Write(Silent, "update users set name = @text where id = @id"));

    [Fact]
    public Task A_private_method_may_show_that_it_is_a_table() => Check(
        Write(Fires, "update users set name = @text where id = @id"),
        "private static Task CleanAsync(DbConnection db) => db.ExecuteAsync(\"delete from messages\");");

    [Fact]
    public Task Silent_on_methods_that_ask_for_it() => Check(Add, Write(Silent + " [RealityIgnore(\"a trigger writes messages\")]", "update users set name = @text where id = @id"));

    private static Task<IReadOnlyList<string>> Check(params string[] members) =>
        RuleProject.Of(Rooms([Read("select id, room_id, text from messages where room_id = @roomId"), .. members])).WithData().Verify();
}
