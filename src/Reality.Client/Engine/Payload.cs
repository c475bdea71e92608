namespace Reality.Client;

/// <summary>A payload in hand.</summary>
/// <param name="Value">The payload, boxed.</param>
/// <param name="Version">The version it is recorded at: never newer than what it shows.</param>
/// <param name="ETag">Its ETag without quotes, if the server gave a strong one.</param>
internal sealed record Payload(object? Value, long Version, string? ETag);

/// <summary>What a source returned, without the payload's type.</summary>
internal readonly record struct FetchResult(object? Value, long? Version, string? ETag, long? Seen, bool NotModified);
