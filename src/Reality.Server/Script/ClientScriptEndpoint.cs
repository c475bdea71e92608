using Microsoft.AspNetCore.Http;
using Reality.Client.Web;

namespace Reality.Server.Script;

/// <summary><c>GET /reality/client.js</c>: the browser's sync engine, so that a page needs no bundler.</summary>
internal static class ClientScriptEndpoint
{
    public static async Task HandleAsync(HttpContext context)
    {
        var response = context.Response;
        response.Headers.ETag = RealityWebClient.ETag;

        // Checked on every use: a page and its server are deployed together.
        response.Headers.CacheControl = "no-cache";
        if (EntityTag.IsHeld(context.Request, RealityWebClient.ETag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = "text/javascript; charset=utf-8";
        response.ContentLength = RealityWebClient.Script.Length;
        response.Headers.XContentTypeOptions = "nosniff";
        if (!HttpMethods.IsHead(context.Request.Method))
            await response.Body.WriteAsync(RealityWebClient.Script, context.RequestAborted);
    }
}
