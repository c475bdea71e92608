namespace Chat.Messages;

/// <summary>A message in a room.</summary>
/// <param name="Id">Rises from message to message.</param>
/// <param name="RoomId">The room.</param>
/// <param name="Author">The name that the author chose to show.</param>
/// <param name="Text">What was said.</param>
/// <param name="SentAt">When, in Unix milliseconds.</param>
public sealed record Message(long Id, string RoomId, string Author, string Text, long SentAt);
