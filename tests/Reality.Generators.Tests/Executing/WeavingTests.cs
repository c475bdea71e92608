namespace Reality.Generators.Tests.Executing;

/// <summary>Generated methods at work, through the real server on a real SQLite file.</summary>
public sealed class WeavingTests
{
    private const string Source = """
        public sealed record Message(long Id, string RoomId, string Text);

        [RealityRepository]
        public sealed partial class MessageRepository(IReality reality)
        {
            [RealityKey("chat:room:<roomId>", Access = RealityAccess.Public)]
            public partial Task<IReadOnlyList<Message>> GetMessagesAsync(string roomId, CancellationToken ct = default);

            private static async Task<IReadOnlyList<Message>> GetMessagesCoreAsync(DbConnection db, string roomId, CancellationToken ct) =>
                await Sql.QueryAsync(db, "select id, room_id, text from messages where room_id = @room order by id", Read, ("@room", roomId));

            [RealityInvalidates("chat:room:<roomId>")]
            public partial Task<Message> AddAsync(string roomId, string text);

            private static async Task<Message> AddCoreAsync(DbConnection db, string roomId, string text)
            {
                var added = (await Sql.QueryAsync(db, "insert into messages (room_id, text) values (@room, @text) returning id, room_id, text", Read, ("@room", roomId), ("@text", text)))[0];
                return text == "bad" ? throw new InvalidOperationException("bad text") : added;
            }

            [RealityInvalidates("chat:room:<result.RoomId>")]
            public partial Task<Message?> DeleteAsync(long id);

            private static async Task<Message?> DeleteCoreAsync(DbConnection db, long id) =>
                (await Sql.QueryAsync(db, "delete from messages where id = @id returning id, room_id, text", Read, ("@id", id))).SingleOrDefault();

            [RealityInvalidates("chat:room:<roomIds>")]
            [RealityInvalidates("chat:audit:<by>")]
            public partial ValueTask ClearAsync(IEnumerable<string> roomIds, int by);

            private static async ValueTask ClearCoreAsync(DbConnection db, IEnumerable<string> roomIds, int by)
            {
                foreach (var room in roomIds)
                    await Sql.ExecuteAsync(db, "delete from messages where room_id = @room", ("@room", room));
            }

            [RealityInvalidates("chat:room:<roomId>")]
            public partial Task TouchAsync(string roomId);

            private static Task TouchCoreAsync(DbConnection db, string roomId) => Task.CompletedTask;

            private static Message Read(DbDataReader row) => new(row.GetInt64(0), row.GetString(1), row.GetString(2));
        }

        public static class Scenario
        {
            public const string Schema = "create table messages (id integer primary key, room_id text not null, text text not null)";

            public static void Register(IServiceCollection services) => services.AddScenarioRepositories();

            public static async Task<string> Add(IServiceProvider services, string room, string text) => (await Repository(services).AddAsync(room, text)).Id.ToString();

            public static async Task<string> Read(IServiceProvider services, string room) => string.Join(",", (await Repository(services).GetMessagesAsync(room)).Select(message => message.Text));

            public static async Task<string> Delete(IServiceProvider services, long id) => (await Repository(services).DeleteAsync(id))?.Text ?? "nothing";

            public static async Task<string> Touch(IServiceProvider services, string room) { await Repository(services).TouchAsync(room); return room; }

            public static async Task<string> Clear(IServiceProvider services, string[] rooms)
            {
                var given = 0;
                await Repository(services).ClearAsync(rooms.Select(room => { given++; return room; }), 7);
                return given.ToString();
            }

            public static Task<string> Together(IServiceProvider services, string room) => services.GetRequiredService<IReality>().TransactAsync(async ct =>
            {
                await Repository(services).AddAsync(room, "one");
                await Repository(services).AddAsync(room, "two");
                return await Read(services, room);
            });

            public static async Task<string> Hash(IServiceProvider services, string room)
            {
                var template = (RealityTemplate<ChatRoomKey, IReadOnlyList<Message>>)services.GetRequiredService<RealityModule>().Templates.Single();
                return template.Content.Compute(await Repository(services).GetMessagesAsync(room), Secret!);
            }

            public static HashSecret? Secret { get; set; }

            private static MessageRepository Repository(IServiceProvider services) => services.GetRequiredService<MessageRepository>();
        }
        """;

    private static readonly string[] TwoRooms = ["a", "b", "a"];

    [Fact]
    public async Task A_write_stores_data_version_and_the_hash_of_the_view_together()
    {
        await using var application = await StartAsync();

        await application.CallAsync("Add", "general", "hello");

        Assert.Equal("hello", await application.CallAsync("Read", "general"));
        Assert.Equal((1, await application.CallAsync("Hash", "general")), await application.NodeAsync("chat:room:general"));
    }

    [Fact]
    public async Task A_write_that_changes_nothing_raises_the_version_and_leaves_the_hash()
    {
        await using var application = await StartAsync();
        await application.CallAsync("Add", "general", "hello");
        var before = await application.NodeAsync("chat:room:general");

        await application.CallAsync("Touch", "general");

        Assert.Equal((before.Version + 1, before.Hash), await application.NodeAsync("chat:room:general"));
    }

    [Fact]
    public async Task A_core_that_throws_leaves_neither_data_nor_version()
    {
        await using var application = await StartAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => application.CallAsync("Add", "general", "bad"));

        Assert.Equal("", await application.CallAsync("Read", "general"));
        Assert.Equal((0, ""), await application.NodeAsync("chat:room:general"));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    public async Task A_value_that_has_no_form_in_a_key_never_begins_a_transaction(string room)
    {
        await using var application = await StartAsync();

        await Assert.ThrowsAnyAsync<ArgumentException>(() => application.CallAsync("Add", room, "hello"));

        Assert.Equal("", await application.CallAsync("Read", room));
    }

    [Fact]
    public async Task A_lone_surrogate_never_begins_a_transaction()
    {
        await using var application = await StartAsync();

        await Assert.ThrowsAnyAsync<ArgumentException>(() => application.CallAsync("Add", "\ud800", "hello"));

        Assert.Equal("", await application.CallAsync("Read", "\ud800"));
    }

    [Fact]
    public async Task A_value_that_holds_a_separator_stays_one_segment()
    {
        await using var application = await StartAsync();

        await application.CallAsync("Add", "a:b/c %", "hello");

        Assert.Equal(1, (await application.NodeAsync("chat:room:a%3Ab%2Fc%20%25")).Version);
    }

    [Fact]
    public async Task A_key_of_the_result_is_bumped_where_there_is_a_result()
    {
        await using var application = await StartAsync();
        var id = long.Parse(await application.CallAsync("Add", "general", "hello"), System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal("hello", await application.CallAsync("Delete", id));
        Assert.Equal("nothing", await application.CallAsync("Delete", id));

        Assert.Equal((2, await application.CallAsync("Hash", "general")), await application.NodeAsync("chat:room:general"));
    }

    [Fact]
    public async Task A_collection_gives_one_key_each_and_is_enumerated_once()
    {
        await using var application = await StartAsync();

        Assert.Equal("3", await application.CallAsync("Clear", (object)TwoRooms));

        Assert.Equal((1, await application.CallAsync("Hash", "a")), await application.NodeAsync("chat:room:a"));
        Assert.Equal(1, (await application.NodeAsync("chat:room:b")).Version);
        Assert.Equal((1, "!1"), await application.NodeAsync("chat:audit:7"));
    }

    [Fact]
    public async Task Beyond_sixteen_keys_of_a_collection_each_gets_a_fresh_hash()
    {
        await using var application = await StartAsync();
        var rooms = Enumerable.Range(0, 17).Select(static room => $"room{room}").ToArray();

        await application.CallAsync("Clear", (object)rooms[..16]);
        Assert.DoesNotContain("!", (await application.NodeAsync("chat:room:room0")).Hash);

        await application.CallAsync("Clear", (object)rooms);
        Assert.Equal((2, "!2"), await application.NodeAsync("chat:room:room0"));
    }

    [Fact]
    public async Task Writes_in_one_transaction_bump_once()
    {
        await using var application = await StartAsync();

        Assert.Equal("one,two", await application.CallAsync("Together", "general"));

        Assert.Equal((1, await application.CallAsync("Hash", "general")), await application.NodeAsync("chat:room:general"));
    }

    private static async Task<RunningApplication> StartAsync()
    {
        var application = await RunningApplication.StartAsync(Source);
        application.Set("Secret", application.Secret);
        return application;
    }
}
