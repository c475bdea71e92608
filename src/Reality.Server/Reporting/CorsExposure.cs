using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using Reality.Wire;

namespace Reality.Server.Reporting;

/// <summary>Lets scripts of other origins, where CORS let them in, read the headers that clients need.</summary>
internal static class CorsExposure
{
    public static void Append(IHeaderDictionary headers)
    {
        if (!headers.ContainsKey(HeaderNames.AccessControlAllowOrigin))
            return;

        Append(headers, RealityHeaders.Seen);
        Append(headers, RealityHeaders.Bumped);
        Append(headers, RealityHeaders.Version);
        if (headers.ContainsKey(RealityHeaders.Version))
            Append(headers, HeaderNames.ETag);
    }

    private static void Append(IHeaderDictionary headers, string name)
    {
        if (!headers.ContainsKey(name))
            return;

        var exposed = headers.AccessControlExposeHeaders;
        foreach (var listed in exposed)
        {
            if (listed is null)
                continue;

            foreach (var range in listed.AsSpan().Split(','))
            {
                if (listed.AsSpan()[range].Trim().Equals(name, StringComparison.OrdinalIgnoreCase))
                    return;
            }
        }

        headers.AccessControlExposeHeaders = StringValues.IsNullOrEmpty(exposed) ? name : $"{exposed},{name}";
    }
}
