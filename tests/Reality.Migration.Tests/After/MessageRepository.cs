using System.Data.Common;
using Dapper;

[assembly: Reality.RealityModule("Rooms")]

namespace Reality.Migration.Tests.After;

[RealityRepository]
public sealed partial class MessageRepository(IReality reality)
{
    [RealityKey("chat:room:<room>", Access = RealityAccess.Public, Route = "/api/rooms/{room}/messages")]
    public partial Task<IReadOnlyList<Message>> GetAsync(string room, CancellationToken ct);

    private static async Task<IReadOnlyList<Message>> GetCoreAsync(DbConnection db, string room, CancellationToken ct) =>
        (await db.QueryAsync<Message>("select id, room, text from messages where room = @room order by id", new { room })).AsList();

    [RealityInvalidates("chat:room:<room>")]
    public partial Task<Message> AddAsync(string room, string text, CancellationToken ct);

    private static Task<Message> AddCoreAsync(DbConnection db, string room, string text, CancellationToken ct) =>
        db.QuerySingleAsync<Message>(
            "insert into messages (room, text) values (@room, @text) returning id, room, text", new { room, text });
}
