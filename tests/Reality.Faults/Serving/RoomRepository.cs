using System.Data.Common;

namespace Reality.Faults.Serving;

/// <summary>Views with a content hash, one by one and as a family.</summary>
[RealityRepository]
public sealed partial class RoomRepository(IReality reality)
{
    internal const string Family = "room:*";

    /// <summary>A room.</summary>
    [RealityKey("faults:room:<room>", Access = RealityAccess.Public, Route = "/views/room/{room}")]
    public partial Task<View> GetRoomAsync(string room, CancellationToken ct = default);

    private static Task<View> GetRoomCoreAsync(DbConnection db, string room, CancellationToken ct) =>
        Items.ReadAsync(db, $"room:{room}", Family, ct);

    /// <summary>Writes into a room.</summary>
    [RealityInvalidates("faults:room:<room>")]
    public partial Task AddAsync(string room, Change change, CancellationToken ct = default);

    /// <summary>Writes into all rooms at once.</summary>
    internal Task AddToAllAsync(Change change, CancellationToken ct) => reality.WriteAsync(
        async (write, token) =>
        {
            await Items.AddAsync(write.Connection, Family, change, token);
            write.Bump(new RealityFamily($"faults:{Family}"));
        },
        ct);

    private static Task AddCoreAsync(DbConnection db, string room, Change change, CancellationToken ct) =>
        Items.AddAsync(db, $"room:{room}", change, ct);
}
