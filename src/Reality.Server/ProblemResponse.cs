using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Reality.Server;

/// <summary>Answers with problem details (RFC 9457), which say what the caller can do and nothing of the inside.</summary>
internal static class ProblemResponse
{
    // Read by people; nothing embeds it in HTML, and browsers are told not to guess its type.
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="context">The request.</param>
    /// <param name="status">The status code.</param>
    /// <param name="detail">One sentence for a person.</param>
    /// <param name="pointer">The member at fault, as a JSON pointer in a URI fragment.</param>
    /// <param name="parameter">The route parameter at fault.</param>
    public static async Task WriteAsync(HttpContext context, int status, string detail, string? pointer = null, string? parameter = null)
    {
        var body = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(body, Readable))
        {
            json.WriteStartObject();
            json.WriteString("title", ReasonPhrases.GetReasonPhrase(status));
            json.WriteNumber("status", status);
            json.WriteString("detail", detail);
            WriteError(json, detail, pointer, parameter);
            if (status >= StatusCodes.Status500InternalServerError)
                json.WriteString("traceId", Activity.Current?.Id ?? context.TraceIdentifier);

            json.WriteEndObject();
        }

        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = "application/problem+json";
        response.ContentLength = body.WrittenCount;
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";

        // Not cancelled by a client that goes away: this is called where an exception is handled already, and writes nowhere then.
        if (!HttpMethods.IsHead(context.Request.Method))
            await response.Body.WriteAsync(body.WrittenMemory, CancellationToken.None);
    }

    /// <summary>The storage cannot be reached: 503, and when to come back.</summary>
    public static Task WriteUnavailableAsync(HttpContext context, TimeSpan retryAfter)
    {
        var seconds = (int)Math.Ceiling(retryAfter.TotalSeconds);
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return WriteAsync(context, StatusCodes.Status503ServiceUnavailable, "The storage cannot be reached now. Try again.");
    }

    private static void WriteError(Utf8JsonWriter json, string detail, string? pointer, string? parameter)
    {
        if (pointer is null && parameter is null)
            return;

        json.WriteStartArray("errors");
        json.WriteStartObject();
        json.WriteString("detail", detail);
        if (pointer is not null)
            json.WriteString("pointer", pointer);

        if (parameter is not null)
            json.WriteString("parameter", parameter);

        json.WriteEndObject();
        json.WriteEndArray();
    }
}
