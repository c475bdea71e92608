using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Reality.Server.Diagnostics;
using Reality.Wire;

namespace Reality.Server.Reporting;

/// <summary>
/// Tells clients, in the headers of any response, what the woven writes of its request did. It stands first in the pipeline, so that its
/// callback runs after those of CORS and of the application.
/// </summary>
internal sealed class ReportingMiddleware(
    RequestDelegate next,
    RequestWritesAccessor accessor,
    BumpedHeader bumpedHeader,
    ILogger<ReportingMiddleware> logger)
{
    public Task InvokeAsync(HttpContext context)
    {
        var writes = new RequestWrites();
        accessor.Set(writes);
        context.Response.OnStarting(() => ReportAsync(context, writes));
        return next(context);
    }

    private async Task ReportAsync(HttpContext context, RequestWrites writes)
    {
        var headers = context.Response.Headers;
        var (seen, bumped) = writes.Read();
        if (seen is { } token)
        {
            headers[RealityHeaders.Seen] = token.ToString(CultureInfo.InvariantCulture);
            try
            {
                if (await bumpedHeader.FormatAsync(context, bumped) is { } text)
                    headers[RealityHeaders.Bumped] = text;
            }
            catch (Exception exception)
            {
                // The header is a hint; the response is not.
                logger.BumpedHeaderFailed(exception);
            }
        }

        CorsExposure.Append(headers);
    }
}
