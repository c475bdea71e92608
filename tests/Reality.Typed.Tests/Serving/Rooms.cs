using System.Data.Common;
using Dapper;

namespace Reality.Typed.Tests.Serving;

/// <summary>The server's part of the contract: the SQL.</summary>
[RealityRepository]
internal sealed partial class Rooms(IReality reality) : IRooms
{
    private static async Task<IReadOnlyList<Line>> GetLinesCoreAsync(DbConnection db, string roomId, CancellationToken ct) =>
        (await db.QueryAsync<Line>(new CommandDefinition("select id, room_id as RoomId, text from lines where room_id = @roomId order by id", new { roomId }, cancellationToken: ct))).AsList();

    private static Task<int> CountCoreAsync(DbConnection db, string roomId, string word, CancellationToken ct) =>
        db.ExecuteScalarAsync<int>(new CommandDefinition("select count(*) from lines where room_id = @roomId and text = @word", new { roomId, word }, cancellationToken: ct));

    private static Task<Line> SayCoreAsync(DbConnection db, string roomId, string text, CancellationToken ct) =>
        db.QuerySingleAsync<Line>(new CommandDefinition(
            "insert into lines (room_id, text) values (@roomId, @text) returning id, room_id as RoomId, text", new { roomId, text }, cancellationToken: ct));
}
