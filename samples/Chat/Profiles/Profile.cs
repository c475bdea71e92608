namespace Chat.Profiles;

/// <summary>What a user keeps for themselves: nobody else may read it.</summary>
/// <param name="UserId">The user.</param>
/// <param name="DisplayName">The name that others see beside new messages.</param>
/// <param name="ReadMarks">How far the user has read, one mark for each room that they have opened.</param>
public sealed record Profile(string UserId, string DisplayName, IReadOnlyList<ReadMark> ReadMarks);

/// <summary>How far a user has read in a room.</summary>
/// <param name="RoomId">The room.</param>
/// <param name="MessageId">The newest message that the user has seen there.</param>
public sealed record ReadMark(string RoomId, long MessageId);
