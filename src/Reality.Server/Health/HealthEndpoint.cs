using Microsoft.AspNetCore.Http;

namespace Reality.Server.Health;

/// <summary><c>GET /reality/health</c>: 200 while the storage can be reached, else 503.</summary>
internal sealed class HealthEndpoint(RealityHealthCheck check)
{
    private static ReadOnlySpan<byte> Healthy => """{"status":"Healthy","storage":"reachable"}"""u8;

    private static ReadOnlySpan<byte> Unhealthy => """{"status":"Unhealthy","storage":"unreachable"}"""u8;

    public async Task HandleAsync(HttpContext context)
    {
        var isReachable = await check.IsReachableAsync(context.RequestAborted);
        var body = isReachable ? Healthy.ToArray() : Unhealthy.ToArray();
        var response = context.Response;
        response.StatusCode = isReachable ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        response.ContentType = "application/json";
        response.ContentLength = body.Length;
        response.Headers.CacheControl = "no-store";
        if (!HttpMethods.IsHead(context.Request.Method))
            await response.Body.WriteAsync(body, context.RequestAborted);
    }
}
