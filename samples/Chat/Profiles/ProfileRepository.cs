using System.Data.Common;
using Dapper;
using Reality;

namespace Chat.Profiles;

/// <summary>Reads and writes profiles, each under a key that only its owner may read.</summary>
[RealityRepository]
public sealed partial class ProfileRepository(IReality reality)
{
    /// <summary>A user's profile; a user who never changed anything is shown by their id.</summary>
    [RealityKey("user:<userId>:profile", Access = RealityAccess.Owner, Route = "/api/users/{userId}/profile")]
    public partial Task<Profile> GetProfileAsync(string userId, CancellationToken ct = default);

    private static async Task<Profile> GetProfileCoreAsync(DbConnection db, string userId, CancellationToken ct)
    {
        var name = await db.ExecuteScalarAsync<string?>(new CommandDefinition(
            "select display_name from profiles where user_id = @userId", new { userId }, cancellationToken: ct));
        var marks = await db.QueryAsync<ReadMark>(new CommandDefinition(
            "select room_id as RoomId, message_id as MessageId from read_marks where user_id = @userId order by room_id",
            new { userId },
            cancellationToken: ct));
        return new Profile(userId, name ?? userId, marks.AsList());
    }

    /// <summary>Changes the name that others see.</summary>
    [RealityInvalidates("user:<userId>:profile")]
    public partial Task RenameAsync(string userId, string displayName, CancellationToken ct = default);

    private static Task RenameCoreAsync(DbConnection db, string userId, string displayName, CancellationToken ct) =>
        db.ExecuteAsync(new CommandDefinition(
            """
            insert into profiles (user_id, display_name) values (@userId, @displayName)
            on conflict (user_id) do update set display_name = excluded.display_name
            """,
            new { userId, displayName },
            cancellationToken: ct));

    /// <summary>Records how far a user has read in a room. A mark never goes back.</summary>
    [RealityInvalidates("user:<userId>:profile")]
    public partial Task MarkReadAsync(string userId, string roomId, long messageId, CancellationToken ct = default);

    private static Task MarkReadCoreAsync(DbConnection db, string userId, string roomId, long messageId, CancellationToken ct) =>
        db.ExecuteAsync(new CommandDefinition(
            """
            insert into read_marks (user_id, room_id, message_id) values (@userId, @roomId, @messageId)
            on conflict (user_id, room_id) do update set message_id = excluded.message_id where excluded.message_id > read_marks.message_id
            """,
            new { userId, roomId, messageId },
            cancellationToken: ct));
}
