using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Reality.Server.Health;

/// <summary>
/// <c>GET /reality/health</c>: 200 while the storage can be reached, else 503. Without hints the server is degraded, which is 200 too:
/// its answers are right.
/// </summary>
internal sealed class HealthEndpoint(RealityHealthCheck check)
{
    public async Task HandleAsync(HttpContext context)
    {
        var isReachable = await check.IsReachableAsync(context.RequestAborted);
        var body = Write(isReachable, check.ReadHints());
        var response = context.Response;
        response.StatusCode = isReachable ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        response.ContentType = "application/json";
        response.ContentLength = body.Length;
        response.Headers.CacheControl = "no-store";
        if (!HttpMethods.IsHead(context.Request.Method))
            await response.Body.WriteAsync(body, context.RequestAborted);
    }

    private static ReadOnlyMemory<byte> Write(bool isReachable, HintHealth hints)
    {
        var body = new ArrayBufferWriter<byte>(256);
        using var json = new Utf8JsonWriter(body);
        json.WriteStartObject();
        json.WriteString("status", !isReachable ? "Unhealthy" : hints.AreAllConnected ? "Healthy" : "Degraded");
        json.WriteString("storage", isReachable ? "reachable" : "unreachable");
        if (hints.ReplicaAge is { } age)
            json.WriteNumber("replicaAgeMs", (long)age.TotalMilliseconds);

        json.WriteStartObject("hints");
        foreach (var (transport, isConnected) in hints.Transports)
            json.WriteString(transport, isConnected ? "connected" : "disconnected");

        json.WriteEndObject();
        if (hints.Peers is { } peers)
            json.WriteNumber("peers", peers);

        json.WriteEndObject();
        json.Flush();
        return body.WrittenMemory;
    }
}
