namespace Reality.Server.Hints;

/// <summary>Tells that something was written. Nothing in it is believed: it is a reason to look.</summary>
/// <param name="Server">The id of the server that wrote.</param>
/// <param name="Epoch">The epoch of the storage that it wrote to.</param>
/// <param name="Token">The commit token that covers the write; of several writes, the greatest.</param>
public readonly record struct RealityHint(string Server, string Epoch, long Token);
