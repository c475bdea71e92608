using Reality.CodeFixes.Tests.Harness;

namespace Reality.CodeFixes.Tests.Staleness;

public sealed class InvalidationFixTests
{
    [Theory]
    [InlineData(
        """
            /// <summary>Adds one.</summary>
            [RealityInvalidates("chat:rooms")] // all
            public partial Task<int> {|RLT4002:AddAsync|}(string roomId, string text);
        """,
        """
            /// <summary>Adds one.</summary>
            [RealityInvalidates("chat:rooms")] // all
            [RealityInvalidates("chat:room:<roomId>")]
            public partial Task<int> AddAsync(string roomId, string text);
        """)]
    [InlineData(
        """
            [RealityInvalidates("chat:rooms")] public partial Task<int> {|RLT4002:AddAsync|}(string roomId, string text);
        """,
        """
            [RealityInvalidates("chat:rooms")][RealityInvalidates("chat:room:<roomId>")] public partial Task<int> AddAsync(string roomId, string text);
        """)]
    public Task Beside_the_others(string before, string after) => FixProject.Check("RLT4002", Class(before + Core), Class(after + Core));

    [Fact]
    public Task A_method_that_invalidates_nothing_is_split() => FixProject.Check(
        "RLT4001",
        Class(
            """
                /// <summary>Adds one.</summary>
                public async Task<int> {|RLT4001:AddAsync|}(string roomId, string text)
                {
                    await using var db = new SqliteConnection("Data Source=chat.db");
                    await db.OpenAsync();
                    return await db.ExecuteAsync("insert into messages (room_id, text) values (@roomId, @text)", new { roomId, text });
                }
            """),
        Class(
            """
                /// <summary>Adds one.</summary>
                [RealityInvalidates("chat:room:<roomId>")]
                public partial Task<int> AddAsync(string roomId, string text);

                private static async Task<int> AddCoreAsync(DbConnection db, string roomId, string text)
                {
                    return await db.ExecuteAsync("insert into messages (room_id, text) values (@roomId, @text)", new { roomId, text });
                }
            """));

    [Fact]
    public Task Not_for_a_method_that_runs_in_another_transaction() => FixProject.Of(Class(
        """
            public Task<int> {|RLT4001:AddAsync|}(DbConnection db, string roomId, string text) =>
                db.ExecuteAsync("insert into messages (room_id, text) values (@roomId, @text)", new { roomId, text });
        """))
        .OffersNothing("RLT4001");

    [Fact]
    public Task Rows_that_are_edited_are_hashed_by_content() => FixProject.Check(
        "RLT4004",
        Class(Edit).Replace("Access = RealityAccess.Public)", "Access = RealityAccess.Public, Hash = {|RLT4004:RealityHash.Ids|})", StringComparison.Ordinal)
            .Replace("\"chat:rooms\", Access = RealityAccess.Public, Hash = {|RLT4004:RealityHash.Ids|}", "\"chat:rooms\", Access = RealityAccess.Public", StringComparison.Ordinal),
        Class(Edit));

    private const string Core =
        """


            private static Task<int> AddCoreAsync(DbConnection db, string roomId, string text) =>
                db.ExecuteAsync("insert into messages (room_id, text) values (@roomId, @text)", new { roomId, text });
        """;

    private const string Edit =
        """
            [RealityInvalidates("chat:room:<roomId>")]
            public partial Task<int> EditAsync(string roomId, string text);

            private static Task<int> EditCoreAsync(DbConnection db, string roomId, string text) =>
                db.ExecuteAsync("update messages set text = @text where room_id = @roomId", new { roomId, text });
        """;

    private static string Class(string write) =>
        $$"""
        public sealed record Message(long Id, string Text);

        [RealityRepository]
        public sealed partial class Rooms(IReality reality)
        {
            [RealityKey("chat:room:<roomId>", Access = RealityAccess.Public)]
            public partial Task<IReadOnlyList<Message>> ListAsync(string roomId);

            private static async Task<IReadOnlyList<Message>> ListCoreAsync(DbConnection db, string roomId) =>
                (await db.QueryAsync<Message>("select id, text from messages where room_id = @roomId", new { roomId })).AsList();

            [RealityKey("chat:rooms", Access = RealityAccess.Public)]
            public partial Task<int> CountAsync();

            private static Task<int> CountCoreAsync(DbConnection db) => db.ExecuteScalarAsync<int>("select count(*) from rooms");

        {{write}}
        }
        """;
}
