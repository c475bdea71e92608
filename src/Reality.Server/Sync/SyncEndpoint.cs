using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Reality.Server.Diagnostics;
using Reality.Server.Holding;
using Reality.Server.Storage;

namespace Reality.Server.Sync;

/// <summary><c>POST /reality/sync</c>: what a client holds goes in, what changed comes out.</summary>
internal sealed class SyncEndpoint(
    SyncResponder responder,
    SyncRequestPool requests,
    IOptions<RealityOptions> options,
    ILogger<SyncEndpoint> logger)
{
    private readonly RealityOptions _options = options.Value;

    public async Task HandleAsync(HttpContext context)
    {
        try
        {
            for (var held = await BeginAsync(context); held is not null;)
                held = await ContinueAsync(context, held, await held.WaitAsync());
        }
        catch (Exception exception)
            when (context.RequestAborted.IsCancellationRequested || exception is OperationCanceledException { InnerException: IOException })
        {
            // Nobody waits for an answer.
        }
        catch (BadHttpRequestException exception) when (!context.Response.HasStarted)
        {
            await ProblemResponse.WriteAsync(context, exception.StatusCode, "The request's body cannot be read.");
        }
        catch (StorageUnavailableException) when (!context.Response.HasStarted)
        {
            await ProblemResponse.WriteUnavailableAsync(context, _options.RetryAfter);
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            logger.SyncFailed(exception);
            await ProblemResponse.WriteAsync(context, StatusCodes.Status500InternalServerError, "The server failed to answer.");
        }
    }

    private async ValueTask<HeldSync?> BeginAsync(HttpContext context)
    {
        var request = requests.Rent();
        try
        {
            return await TryReadAsync(context, request) ? await responder.BeginAsync(context, request) : null;
        }
        finally
        {
            requests.Return(request);
        }
    }

    // What a request needs while it is answered is not kept while it waits.
    private async ValueTask<HeldSync?> ContinueAsync(HttpContext context, HeldSync held, HeldEnd end)
    {
        var request = requests.Rent();
        try
        {
            return await responder.ContinueAsync(context, request, held, end);
        }
        finally
        {
            requests.Return(request);
        }
    }

    private async ValueTask<bool> TryReadAsync(HttpContext context, SyncRequest request)
    {
        if (!JsonContentType.Is(context.Request))
        {
            await ProblemResponse.WriteAsync(
                context,
                StatusCodes.Status415UnsupportedMediaType,
                "The body must be JSON: send 'Content-Type: application/json', in UTF-8 and without a content coding.");
            return false;
        }

        using var body = await ReadBodyAsync(context);
        if (body is null)
        {
            await ProblemResponse.WriteAsync(
                context,
                StatusCodes.Status413PayloadTooLarge,
                $"The body is longer than {_options.MaxBodyLength} bytes. Ask in several requests.");
            return false;
        }

        if (SyncReader.Read(body.Value.Bytes, request, _options) is not { } problem)
            return true;

        await ProblemResponse.WriteAsync(context, StatusCodes.Status400BadRequest, problem.Detail, problem.Pointer);
        return false;
    }

    private async ValueTask<RequestBody?> ReadBodyAsync(HttpContext context)
    {
        try
        {
            return await RequestBody.ReadAsync(context.Request, _options.MaxBodyLength, context.RequestAborted);
        }
        catch (IOException exception) when (exception is not BadHttpRequestException)
        {
            // The client went away in the middle of its body.
            throw new OperationCanceledException("The request was aborted.", exception, new CancellationToken(canceled: true));
        }
    }
}
