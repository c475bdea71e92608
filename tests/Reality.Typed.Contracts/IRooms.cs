using Reality;

namespace Typed;

/// <summary>A line that someone said.</summary>
/// <param name="Id">Rises from line to line.</param>
/// <param name="RoomId">The room.</param>
/// <param name="Text">What was said.</param>
public sealed record Line(long Id, string RoomId, string Text);

/// <summary>Rooms: the one declaration of what the server reads and writes, and of what clients ask for.</summary>
public interface IRooms
{
    /// <summary>The lines of a room, oldest first.</summary>
    [RealityKey("chat:room:<roomId>", Access = RealityAccess.Public, Route = "/rooms/{roomId}/lines")]
    Task<IReadOnlyList<Line>> GetLinesAsync(string roomId, CancellationToken ct = default);

    /// <summary>How often a word was said in a room.</summary>
    [RealityKey("chat:room:<roomId>:word:<word>", Access = RealityAccess.Public, Route = "/words/{word}/in/{roomId}", Hash = RealityHash.Version)]
    Task<int> CountAsync(string roomId, string word, CancellationToken ct = default);

    /// <summary>Adds a line.</summary>
    [RealityInvalidates("chat:room:<roomId>")]
    [RealityInvalidates("chat:room:*:word:*")]
    Task<Line> SayAsync(string roomId, string text, CancellationToken ct = default);
}
