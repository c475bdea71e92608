using Reality.Generators.Rules.Tests.Harness;
using static Reality.Generators.Rules.Tests.Harness.SqlSample;

namespace Reality.Generators.Rules.Tests.Staleness;

/// <summary>RLT4004: rows behind an <c>Ids</c> hash that some write edits in place; RLT2008 says so at the write.</summary>
public sealed class EditedIdsTests
{
    private const string Sql = "select id, room_id, text from messages where room_id = @roomId";
    private const string Fires = ", Hash = {|RLT4004:RealityHash.Ids|}";
    private const string Silent = ", Hash = RealityHash.Ids";
    private const string Room = "[RealityInvalidates(\"chat:room:<roomId>\")]";
    private const string FreshRoom = "[RealityInvalidates({|RLT2008:\"chat:room:<roomId>\"|})]";

    [Fact]
    public async Task The_message_names_the_write_and_the_table() => Assert.Contains(
        "'chat:room:<roomId>' is hashed by the ids of its rows, and 'SaveAsync' edits rows of 'messages' in place, so each such write gets a fresh hash: use RealityHash.Content",
        await Check(Read(Sql, more: Fires), Write(FreshRoom, "update messages set text = @text where id = @id")));

    [Theory]
    [InlineData("insert into messages (id, text) values (@id, @text) on conflict (id) do update set text = excluded.text")]
    [InlineData("with edited as (update messages set text = @text returning id) insert into audit (id) select id from edited")]
    public Task Fires_on_whatever_edits(string sql) => Check(Read(Sql, more: Fires), Write(FreshRoom, sql));

    [Theory]
    [InlineData("insert into messages (id, text) values (@id, @text)")]
    [InlineData("insert into messages (id, text) values (@id, @text) on conflict do nothing")]
    [InlineData("delete from messages where id = @id")]
    public Task Silent_on_rows_that_come_and_go(string sql) => Check(Read(Sql, more: Silent), Write(Room, sql));

    [Fact]
    public Task Where_a_write_is_not_known_only_its_hash_is_fresh() => Check(
        Read(Sql, more: Silent), Write(FreshRoom, "select edit_message(@id, @text)"));

    [Fact]
    public Task Writes_of_other_repositories_count() => RuleProject.Of(
        Rooms(Read(Sql, more: Fires)), Class("Posts", Write(FreshRoom, "update messages set text = @text where id = @id"))).WithData().Verify();

    private static Task<IReadOnlyList<string>> Check(params string[] members) => RuleProject.Of(Rooms(members)).WithData().Verify();
}
