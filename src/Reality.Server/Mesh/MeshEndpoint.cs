using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;
using Reality.Server.Sync;

namespace Reality.Server.Mesh;

/// <summary>
/// <c>POST /reality/mesh</c>: takes a peer's message and answers with what this server knows. Its signature is its authentication; from
/// a message without a valid one nothing is learned, and its sender learns nothing but that.
/// </summary>
internal sealed class MeshEndpoint(
    MeshGossip gossip,
    MeshSigner signer,
    ReplayWindow window,
    RefusedMessages refused,
    HttpMeshLink link,
    MeshOptions options)
{
    /// <summary>Says where the endpoint was mapped; the others are called at the same path.</summary>
    public void MappedAt(string path) => link.Path = path;

    public async Task HandleAsync(HttpContext context)
    {
        var request = context.Request;
        if (!TryGet(request, MeshSigner.TimestampHeader, out var timestamp)
            || !TryGet(request, MeshSigner.NonceHeader, out var nonce)
            || !TryGet(request, MeshSigner.SignatureHeader, out var signature))
        {
            await RefuseAsync(context, "it was not signed.");
            return;
        }

        if (!ReplayWindow.TryParse(nonce, out var number) || !window.IsNear(timestamp, out var at))
        {
            await RefuseAsync(context, "its timestamp is too far from this server's clock, or it has no nonce.");
            return;
        }

        if (await ReadAsync(context) is not { } body)
            return;

        using (body)
        {
            var path = (request.PathBase + request.Path).ToUriComponent();
            if (!signer.IsRequest(path, timestamp, nonce, body.Bytes, signature))
                await RefuseAsync(context, "its signature is wrong.");
            else if (!window.TryTake(number, at))
                await RefuseAsync(context, "it was sent before.");
            else if (!TryRead(body.Bytes, out var message))
                await ProblemResponse.WriteAsync(context, StatusCodes.Status400BadRequest, "The message is malformed.");
            else
                await AnswerAsync(context, path, nonce, gossip.Receive(message));
        }
    }

    /// <returns><see langword="null"/> where it was refused, and the refusal is written.</returns>
    private async Task<RequestBody?> ReadAsync(HttpContext context)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        timeout.CancelAfter(options.Timeout);
        try
        {
            if (await RequestBody.ReadAsync(context.Request, options.MaxMessageLength, timeout.Token) is { } body)
                return body;

            refused.Add("it was too long.");
            await ProblemResponse.WriteAsync(context, StatusCodes.Status413PayloadTooLarge, "The message is too long.");
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            refused.Add("it was sent too slowly.");
            await ProblemResponse.WriteAsync(context, StatusCodes.Status408RequestTimeout, "The message was sent too slowly.");
        }

        return null;
    }

    private async Task AnswerAsync(HttpContext context, string path, string nonce, MeshMessage answer)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(answer, MeshJson.Default.MeshMessage);
        var timestamp = signer.Timestamp();
        var response = context.Response;
        response.ContentType = "application/json";
        response.ContentLength = body.Length;
        response.Headers.CacheControl = "no-store";
        response.Headers[MeshSigner.TimestampHeader] = timestamp;
        response.Headers[MeshSigner.SignatureHeader] = signer.SignAnswer(path, timestamp, nonce, body);
        await response.Body.WriteAsync(body, context.RequestAborted);
    }

    private Task RefuseAsync(HttpContext context, string reason)
    {
        refused.Add(reason);
        return ProblemResponse.WriteAsync(context, StatusCodes.Status401Unauthorized, "The message has no valid signature.");
    }

    private static bool TryGet(HttpRequest request, string header, out string value)
    {
        value = request.Headers.TryGetValue(header, out StringValues values) && values.Count == 1 ? values[0] ?? "" : "";
        return value.Length > 0;
    }

    private static bool TryRead(ReadOnlySpan<byte> body, out MeshMessage message)
    {
        try
        {
            message = JsonSerializer.Deserialize(body, MeshJson.Default.MeshMessage)!;
            return message is not null;
        }
        catch (JsonException)
        {
            message = null!;
            return false;
        }
    }
}
