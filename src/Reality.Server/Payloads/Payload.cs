namespace Reality.Server.Payloads;

/// <summary>A payload and what is true of it.</summary>
/// <param name="Value">The payload.</param>
/// <param name="Hash">Its content hash with the shape.</param>
/// <param name="Version">The node's effective version; the payload is at least as new.</param>
/// <param name="Token">The commit token that the payload covers.</param>
internal readonly record struct Payload<T>(T Value, string Hash, long Version, long Token);
