namespace Reality.Generators.Tests.Executing;

/// <summary>Rule 1c: under <c>Ids</c> a write that may edit in place stores a fresh hash, through the real server on a real SQLite file.</summary>
public sealed class IdsTests
{
    private const string Source = """"
        public sealed record Message(long Id, string Room, string Text);

        [RealityRepository(Lifetime = ServiceLifetime.Singleton)]
        public sealed partial class Rooms(IReality reality)
        {
            [RealityKey("chat:room:<room>", Access = RealityAccess.Public, Hash = RealityHash.Ids)]
            public partial Task<IReadOnlyList<Message>> GetAsync(string room);

            private static async Task<IReadOnlyList<Message>> GetCoreAsync(DbConnection db, string room)
            {
                await using var command = db.CreateCommand();
                command.CommandText = "select id, room, text from messages where room = @room order by id";
                Add(command, "room", room);
                await using var reader = await command.ExecuteReaderAsync();
                var rows = new List<Message>();
                while (await reader.ReadAsync()) rows.Add(new(reader.GetInt64(0), reader.GetString(1), reader.GetString(2)));
                return rows;
            }

            [RealityInvalidates("chat:room:<room>")]
            public partial Task AddAsync(string room, long id, string text);

            private static Task AddCoreAsync(DbConnection db, string room, long id, string text) =>
                RunAsync(db, "insert into messages (id, room, text) values (@id, @room, @text)", ("id", id), ("room", room), ("text", text));

            [RealityInvalidates("chat:room:<room>")]
            public partial Task DeleteAsync(string room, long id);

            private static Task DeleteCoreAsync(DbConnection db, string room, long id) =>
                RunAsync(db, "delete from messages where room = @room and id = @id", ("room", room), ("id", id));

            [RealityInvalidates("chat:room:<room>")]
            public partial Task EditAsync(string room, long id, string text);

            private static Task EditCoreAsync(DbConnection db, string room, long id, string text) =>
                RunAsync(db, "update messages set text = @text where room = @room and id = @id", ("room", room), ("id", id), ("text", text));

            [RealityInvalidates("chat:room:<room>")]
            public partial Task PutAsync(string room, long id, string text);

            private static Task PutCoreAsync(DbConnection db, string room, long id, string text) =>
                RunAsync(db, "insert into messages (id, room, text) values (@id, @room, @text) on conflict (id) do update set text = excluded.text", ("id", id), ("room", room), ("text", text));

            [RealityInvalidates("chat:room:<room>")]
            public partial Task AnyhowAsync(string room, long id, string text);

            private static Task AnyhowCoreAsync(DbConnection db, string room, long id, string text) =>
                RunAsync(db, $"update {room} set text = @text where id = @id", ("id", id), ("text", text));

            [RealityInvalidates("chat:room:<room>")]
            public partial Task PinAsync(string room, long id);

            private static Task PinCoreAsync(DbConnection db, string room, long id) =>
                RunAsync(db, "insert into messages (id, room, text) values (@id, @room, 'pinned'); update messages set pinned = 1 where id = @id", ("id", id), ("room", room));

            private static async Task RunAsync(DbConnection db, string text, params (string Name, object Value)[] values)
            {
                await using var command = db.CreateCommand();
                command.CommandText = text;
                foreach (var (name, value) in values) Add(command, name, value);
                await command.ExecuteNonQueryAsync();
            }

            private static void Add(DbCommand command, string name, object value)
            {
                var parameter = command.CreateParameter();
                (parameter.ParameterName, parameter.Value) = (name, value);
                command.Parameters.Add(parameter);
            }
        }

        public static class Scenario
        {
            public const string Schema = "create table messages (id integer primary key, room text not null, text text not null, pinned integer not null default 0)";

            public static void Register(IServiceCollection services) => services.AddScenarioRepositories();

            public static async Task<string> Run(IServiceProvider services, string method, string room, long id, string text)
            {
                var rooms = services.GetRequiredService<Rooms>();
                await (method switch
                {
                    "add" => rooms.AddAsync(room, id, text),
                    "delete" => rooms.DeleteAsync(room, id),
                    "edit" => rooms.EditAsync(room, id, text),
                    "put" => rooms.PutAsync(room, id, text),
                    "anyhow" => rooms.AnyhowAsync(room, id, text),
                    "pin" => rooms.PinAsync(room, id),
                    "edit and add" => services.GetRequiredService<IReality>().TransactAsync(async ct => { await rooms.EditAsync(room, 1, text); await rooms.AddAsync(room, id, text); }),
                    _ => services.GetRequiredService<IReality>().TransactAsync(async ct => { await rooms.AddAsync(room, id, text); await rooms.EditAsync(room, 1, text); }),
                });
                return room;
            }
        }
        """";

    [Fact]
    public async Task Rule_1c_rows_that_come_and_go_store_the_hash_of_their_ids()
    {
        await using var application = await RunningApplication.StartAsync(Source);

        var one = await HashAfter(application, "add", 1);
        var two = await HashAfter(application, "add", 2);
        var oneAgain = await HashAfter(application, "delete", 2);
        var twoAgain = await HashAfter(application, "add", 2, "another text");

        Assert.DoesNotContain('!', one);
        Assert.NotEqual(one, two);
        Assert.Equal(one, oneAgain);
        Assert.Equal(two, twoAgain);
    }

    [Fact]
    public async Task Rule_1c_the_hash_of_ids_is_never_a_payloads()
    {
        await using var application = await RunningApplication.StartAsync(Source);
        var hash = await HashAfter(application, "add", 1);
        var template = Assert.Single(application.Module.Templates);
        var shape = (string)template.GetType().GetProperty("Content")!.GetValue(template)!.GetType().GetProperty("Shape")!
            .GetValue(template.GetType().GetProperty("Content")!.GetValue(template))!;

        Assert.Equal(RealityHash.Ids, template.Hash);
        Assert.False(hash.EndsWith("." + shape, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("edit", 1)]
    [InlineData("put", 1)]
    [InlineData("put", 9)] // nobody can tell that it only inserts
    [InlineData("edit and add", 9)]
    [InlineData("add and edit", 9)]
    public async Task Rule_1c_an_edit_in_place_is_never_taken_for_unchanged(string method, long id)
    {
        await using var application = await RunningApplication.StartAsync(Source);
        var before = await HashAfter(application, "add", 1);
        var after = await HashAfter(application, method, id, "edited");

        Assert.StartsWith("!", after, StringComparison.Ordinal);
        Assert.NotEqual(before, after);
    }

    [Fact]
    public async Task Rule_1c_what_is_not_known_gets_a_fresh_hash()
    {
        await using var application = await RunningApplication.StartAsync(Source);

        // The room's name stands where the table's does.
        await application.CallAsync("Run", "anyhow", "messages", 1L, "edited");

        Assert.StartsWith("!", (await application.NodeAsync("chat:room:messages")).Hash, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rule_1c_an_edit_of_what_the_read_leaves_out_does_not_count()
    {
        await using var application = await RunningApplication.StartAsync(Source);

        Assert.DoesNotContain('!', await HashAfter(application, "pin", 1));
    }

    private static async Task<string> HashAfter(RunningApplication application, string method, long id, string text = "a")
    {
        await application.CallAsync("Run", method, "a", id, text);
        return (await application.NodeAsync("chat:room:a")).Hash;
    }
}
