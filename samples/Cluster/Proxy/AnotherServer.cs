using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace Cluster.Proxy;

/// <summary>
/// Gives a request that a server did not answer to the next one, where that is safe: if it changes nothing (reads, and the sync, which is
/// a question although it is a POST), or if it never reached the server.
/// </summary>
internal sealed class AnotherServer(RequestDelegate next)
{
    private const string Sync = "/reality/sync";

    // As large a body as the servers take.
    private const int MaxBuffered = 256 * 1024;

    public async Task InvokeAsync(HttpContext context)
    {
        var isQuestion = IsQuestion(context.Request);
        if (isQuestion && context.Request.ContentLength > 0)
            context.Request.EnableBuffering(bufferThreshold: MaxBuffered);

        var proxy = context.GetReverseProxyFeature();
        var left = proxy.AvailableDestinations;
        while (true)
        {
            await next(context);
            if (context.GetForwarderErrorFeature() is not { } error || !MayTryAgain(context, error, isQuestion) || left.Count < 2)
                return;

            left = [.. left.Where(destination => destination != proxy.ProxiedDestination)];
            proxy.AvailableDestinations = left;
            proxy.ProxiedDestination = null;
            context.Features.Set<IForwarderErrorFeature>(null);
            context.Response.Clear();
            if (context.Request.Body.CanSeek)
                context.Request.Body.Position = 0;
        }
    }

    private static bool IsQuestion(HttpRequest request) =>
        HttpMethods.IsGet(request.Method)
        || HttpMethods.IsHead(request.Method)
        || (HttpMethods.IsPost(request.Method) && request.Path == Sync && request.ContentLength is <= MaxBuffered);

    private static bool MayTryAgain(HttpContext context, IForwarderErrorFeature error, bool isQuestion) =>
        !context.Response.HasStarted
        && !context.RequestAborted.IsCancellationRequested
        && error.Error == ForwarderError.Request
        && (isQuestion || error.Exception is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError });
}
