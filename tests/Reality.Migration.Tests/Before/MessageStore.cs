using System.Data.Common;
using Dapper;

namespace Reality.Migration.Tests.Before;

public sealed class MessageStore(DbDataSource database)
{
    public async Task<IReadOnlyList<Message>> GetAsync(string room, CancellationToken ct)
    {
        await using var db = await database.OpenConnectionAsync(ct);
        return (await db.QueryAsync<Message>("select id, room, text from messages where room = @room order by id", new { room })).AsList();
    }

    public async Task<Message> AddAsync(string room, string text, CancellationToken ct)
    {
        await using var db = await database.OpenConnectionAsync(ct);
        return await db.QuerySingleAsync<Message>(
            "insert into messages (room, text) values (@room, @text) returning id, room, text", new { room, text });
    }
}
