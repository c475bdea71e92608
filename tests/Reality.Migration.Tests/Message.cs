namespace Reality.Migration.Tests;

/// <summary>A message in a room.</summary>
public sealed record Message(long Id, string Room, string Text);

/// <summary>What is posted.</summary>
public sealed record NewMessage(string Text);
