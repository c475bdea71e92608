using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Reality.Server.Sync;

/// <summary>Whether a request says that its body is JSON as it must be sent: in UTF-8 and not compressed.</summary>
internal static class JsonContentType
{
    public static bool Is(HttpRequest request)
    {
        var type = request.ContentType;
        if (!string.Equals(type, "application/json", StringComparison.OrdinalIgnoreCase) && !IsJson(type))
            return false;

        var coding = request.Headers.ContentEncoding;
        return coding.Count == 0 || string.Equals(coding, "identity", StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsJson(string? type) =>
        MediaTypeHeaderValue.TryParse(type, out var parsed)
        && (parsed.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || (parsed.Type.Equals("application", StringComparison.OrdinalIgnoreCase)
                && parsed.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase)))
        && (!parsed.Charset.HasValue || parsed.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
            || parsed.Charset.Equals("\"utf-8\"", StringComparison.OrdinalIgnoreCase));
}
