using System.Globalization;
using Reality.Wire;

namespace Reality.Client;

/// <summary>What an answer's headers say about versions. Anything malformed counts as absent.</summary>
internal static class ResponseHeaders
{
    internal static long? Version(HttpResponseMessage response) => Number(response, RealityHeaders.Version);

    internal static long? Seen(HttpResponseMessage response) => Number(response, RealityHeaders.Seen);

    /// <summary>The content hash in the ETag.</summary>
    internal static string? ETag(HttpResponseMessage response) =>
        PayloadTag.TryParse(response.Headers.ETag?.ToString(), out var hash) ? hash : null;

    /// <summary>The keys that a write bumped, with their new versions.</summary>
    internal static IReadOnlyList<BumpedKey> Bumped(HttpResponseMessage response) =>
        response.Headers.TryGetValues(RealityHeaders.Bumped, out var values) ? BumpedKeys.Parse(string.Join(',', values)) : [];

    private static long? Number(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values)
        && long.TryParse(values.FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
