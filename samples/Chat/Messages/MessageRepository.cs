using System.Data.Common;
using Dapper;
using Reality;

namespace Chat.Messages;

/// <summary>Reads and writes messages. The public methods are the contract; the private ones hold the SQL.</summary>
[RealityRepository]
public sealed partial class MessageRepository(IReality reality)
{
    /// <summary>The messages of a room, oldest first.</summary>
    [RealityKey("chat:room:<roomId>", Access = RealityAccess.Public, Route = "/api/rooms/{roomId}/messages")]
    public partial Task<IReadOnlyList<Message>> GetMessagesAsync(string roomId, CancellationToken ct = default);

    private static async Task<IReadOnlyList<Message>> GetMessagesCoreAsync(DbConnection db, string roomId, CancellationToken ct) =>
        (await db.QueryAsync<Message>(new CommandDefinition(
            "select id, room_id as RoomId, author, text, sent_at as SentAt from messages where room_id = @roomId order by id",
            new { roomId },
            cancellationToken: ct))).AsList();

    /// <summary>Adds a message to a room.</summary>
    [RealityInvalidates("chat:room:<roomId>")]
    public partial Task<Message> AddMessageAsync(string roomId, string author, string text, CancellationToken ct = default);

    private static Task<Message> AddMessageCoreAsync(DbConnection db, string roomId, string author, string text, CancellationToken ct) =>
        db.QuerySingleAsync<Message>(new CommandDefinition(
            """
            insert into messages (room_id, author, text, sent_at)
            values (@roomId, @author, @text, @sentAt)
            returning id, room_id as RoomId, author, text, sent_at as SentAt
            """,
            new { roomId, author, text, sentAt = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() },
            cancellationToken: ct));
}
