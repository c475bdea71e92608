namespace Reality.Client;

/// <summary>A payload being asked for.</summary>
/// <param name="Key">The key's text.</param>
/// <param name="Version">The version that the client has learned of and wants.</param>
/// <param name="ETag">The ETag of the payload in hand, without quotes; <see langword="null"/> where there is none.</param>
/// <param name="Http">Sends to the server: the client's <see cref="HttpClient"/>, or one over it where there are several servers.</param>
public sealed record RealityFetch(string Key, long Version, string? ETag, HttpClient Http);
