using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Reality.Client;

/// <summary>A conditional GET of a JSON payload.</summary>
internal sealed class JsonSource<T>(Uri url, JsonTypeInfo type) : RealitySource<T>
{
    internal override JsonTypeInfo StoredAs => type;

    internal override bool IsFromServer => !url.IsAbsoluteUri;

    internal override async Task<RealityPayload<T>> FetchAsync(RealityFetch fetch, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        if (fetch.ETag is { } etag)
            request.Headers.IfNoneMatch.Add(new EntityTagHeaderValue($"\"{etag}\""));

        using var response = await fetch.Http
            .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
            .ConfigureAwait(false);
        var version = ResponseHeaders.Version(response);
        var seen = ResponseHeaders.Seen(response);
        if (response.StatusCode == HttpStatusCode.NotModified)
            return RealityPayload<T>.Unchanged(version, seen);

        if (!response.IsSuccessStatusCode)
            throw HttpFailure.Of(response, $"The payload of '{fetch.Key}'", refusable: true);

        var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
        {
            var value = await JsonSerializer.DeserializeAsync(body, type, cancellationToken).ConfigureAwait(false);
            return new RealityPayload<T>((T?)value) { Version = version, ETag = ResponseHeaders.ETag(response), Seen = seen };
        }
    }
}
