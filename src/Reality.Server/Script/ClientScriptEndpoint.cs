using Microsoft.AspNetCore.Http;
using Reality.Client.Web;

namespace Reality.Server.Script;

/// <summary><c>GET /reality/client.js</c> and <c>/reality/client/{part}.js</c>: the browser's sync engine, so that a page needs no bundler.</summary>
internal static class ClientScriptEndpoint
{
    public static async Task HandleAsync(HttpContext context)
    {
        var response = context.Response;
        var (script, etag) = (RealityWebClient.Script, RealityWebClient.ETag);
        if (context.Request.RouteValues["part"] is string name)
        {
            if (RealityWebClient.Part(name) is not { } part)
            {
                response.StatusCode = StatusCodes.Status404NotFound;
                return;
            }

            (script, etag) = (part.Script, part.ETag);
        }

        response.Headers.ETag = etag;

        // Checked on every use: a page and its server are deployed together.
        response.Headers.CacheControl = "no-cache";
        if (EntityTag.IsHeld(context.Request, etag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = "text/javascript; charset=utf-8";
        response.ContentLength = script.Length;
        response.Headers.XContentTypeOptions = "nosniff";
        if (!HttpMethods.IsHead(context.Request.Method))
            await response.Body.WriteAsync(script, context.RequestAborted);
    }
}
