using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Reality.Server.Access;
using Reality.Server.Replica;
using Reality.Server.Storage;
using Reality.Wire;

namespace Reality.Server.Payloads;

/// <summary>
/// Serves the payload behind a template's keys. A key that is not canonical, not declared or not for this user is 404 in every case, so
/// that nothing tells whether what it names exists.
/// </summary>
internal sealed class PayloadEndpoint<TKey, T>(
    RealityTemplate<TKey, T> template,
    KeyAccess access,
    PayloadReader reader,
    JsonTypeInfo<T> json,
    RealityOptions options)
    where TKey : struct, IRealityKey<T>
{
    public async Task HandleAsync(HttpContext context)
    {
        if (PayloadRoute.GetKeyText(context, template, out var fault) is not { } text)
        {
            await ProblemResponse.WriteAsync(
                context,
                StatusCodes.Status400BadRequest,
                $"The value of '{fault}' forms no key: it must not be empty, '.' or '..', must be UTF-8, and the key has at most "
                + $"{KeyText.MaxLength} bytes.",
                parameter: fault);
            return;
        }

        var keys = new AskedKeys();
        keys.TryAdd(text, known: 0);
        if (await access.DecideAsync(context, keys) > 0 || !template.Parser(text, out var key))
        {
            await ProblemResponse.WriteAsync(context, StatusCodes.Status404NotFound, "There is nothing here for you.");
            return;
        }

        Payload<T> payload;
        try
        {
            payload = await reader.ReadAsync(context, template, key, keys);
        }
        catch (StorageUnavailableException)
        {
            await ProblemResponse.WriteUnavailableAsync(context, options.RetryAfter);
            return;
        }

        await AnswerAsync(context, payload);
    }

    private async Task AnswerAsync(HttpContext context, Payload<T> payload)
    {
        var response = context.Response;
        var tag = PayloadTag.Format(payload.Hash);
        response.Headers.ETag = tag;
        response.Headers[RealityHeaders.Version] = payload.Version.ToString(CultureInfo.InvariantCulture);
        response.Headers[RealityHeaders.Seen] = payload.Token.ToString(CultureInfo.InvariantCulture);
        response.Headers.CacheControl = "private, no-cache";
        if (EntityTag.IsHeld(context.Request, tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = "application/json; charset=utf-8";
        if (!HttpMethods.IsHead(context.Request.Method))
            await JsonSerializer.SerializeAsync(response.BodyWriter, payload.Value, json, context.RequestAborted);
    }
}
