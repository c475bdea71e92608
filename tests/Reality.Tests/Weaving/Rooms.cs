using System.Data.Common;
using Dapper;

namespace Reality.Tests.Weaving;

internal readonly record struct RoomKey(string RoomId) : IRealityKey<IReadOnlyList<string>>
{
    public string Text => KeyText.Create($"chat:room:{RoomId}");
}

/// <summary>A repository as the generator would weave it, over one table.</summary>
internal sealed class Rooms(IReality reality)
{
    private static readonly ContentHash<IReadOnlyList<string>> Content = new("00000000", static (hasher, list) =>
    {
        hasher.AddCount(list.Count);
        foreach (var text in list)
        {
            hasher.Add(text == "unhashable" ? throw new InvalidOperationException("The view cannot be hashed.") : text);
        }
    });

    public static async Task CreateTableAsync(DbConnection db) => await db.ExecuteAsync("create table messages (room_id text, text text)");

    public Task<IReadOnlyList<string>> GetAsync(string roomId, CancellationToken ct = default) =>
        reality.ReadAsync((read, _) => GetCoreAsync(read.Connection, roomId), ct, "Rooms.GetAsync");

    public Task<long> AddAsync(string roomId, string text, CancellationToken ct = default)
    {
        var key = new RoomKey(roomId);
        return reality.WriteAsync(
            async (write, _) =>
            {
                var count = await AddCoreAsync(write.Connection, roomId, text);
                write.Bump(key, static (db, key, _) => GetCoreAsync(db, key.RoomId), Content);
                return count;
            },
            ct,
            "Rooms.AddAsync");
    }

    public Task AddThenFailAsync(string roomId) =>
        reality.WriteAsync(async (write, _) =>
        {
            await AddCoreAsync(write.Connection, roomId, "lost");
            write.Bump(new RoomKey(roomId));
            throw new FormatException();
        });

    public Task EndAsync() => reality.WriteAsync(async (write, _) => await write.Connection.ExecuteAsync("commit"), default, "Rooms.EndAsync");

    public Task AddTwiceAsync(string first, string second) =>
        reality.WriteAsync(async (_, ct) =>
        {
            await AddAsync(first, "outer", ct);
            await AddAsync(second, "outer", ct);
        });

    private static async Task<IReadOnlyList<string>> GetCoreAsync(DbConnection db, string roomId) =>
        (await db.QueryAsync<string>("select text from messages where room_id = @roomId order by rowid", new { roomId })).AsList();

    private static Task<long> AddCoreAsync(DbConnection db, string roomId, string text) =>
        db.ExecuteScalarAsync<long>(
            "insert into messages values (@roomId, @text); select count(*) from messages where room_id = @roomId", new { roomId, text });
}
