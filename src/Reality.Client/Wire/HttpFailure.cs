using System.Net;

namespace Reality.Client;

/// <summary>Sorts failures into those that can pass by themselves and those that cannot.</summary>
internal static class HttpFailure
{
    /// <summary>The failure that an answer without success stands for.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="what">What was asked, to begin the message with.</param>
    /// <param name="refusable">Whether 403 and 404 mean that the key is refused; of a sync or a mutation they say nothing about keys.</param>
    internal static RealityException Of(HttpResponseMessage response, string what, bool refusable = false)
    {
        var code = response.StatusCode;
        var message = $"{what} was answered {(int)code}{(response.ReasonPhrase is { Length: > 0 } phrase ? $" {phrase}" : "")}.";
        if (refusable && code is (HttpStatusCode.Forbidden or HttpStatusCode.NotFound))
            return new RealityRefusedException(message) { StatusCode = code };

        return new RealityException(message)
        {
            StatusCode = code,
            IsTransient = CanPass(code),
            RetryAfter = RetryAfter(response),
        };
    }

    /// <inheritdoc cref="Of(HttpResponseMessage, string, bool)"/>
    internal static RealityException Of(Exception error, string what, bool refusable = false) => error switch
    {
        RealityException known => known,
        OperationCanceledException => new RealityException($"{what} was not answered in time.", error) { IsTransient = true },
        HttpRequestException { StatusCode: HttpStatusCode.Forbidden or HttpStatusCode.NotFound } refused when refusable =>
            new RealityRefusedException($"{what} was answered {(int)refused.StatusCode!.Value}.", error) { StatusCode = refused.StatusCode },
        HttpRequestException { StatusCode: { } code } => new RealityException($"{what} was answered {(int)code}.", error)
        {
            StatusCode = code,
            IsTransient = CanPass(code),
        },
        // A body that breaks off or is not what it should be is what a dying server or a captive portal sends: it passes.
        _ => new RealityException($"{what} failed: {error.Message}", error) { IsTransient = true },
    };

    /// <summary>408, 425, 429 and faults of the server; never a 400: the same request would be as wrong the next time.</summary>
    private static bool CanPass(HttpStatusCode code) =>
        code is HttpStatusCode.RequestTimeout or (HttpStatusCode)425 or HttpStatusCode.TooManyRequests
        || ((int)code >= 500 && code != HttpStatusCode.NotImplemented);

    private static TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        if (response.Headers.RetryAfter is not { } header)
            return null;

        // A date is measured against the server's own clock, so that a wrong clock here does not matter.
        var delay = header.Delta ?? (header.Date - (response.Headers.Date ?? DateTimeOffset.UtcNow));
        return delay > TimeSpan.Zero ? delay : null;
    }
}
