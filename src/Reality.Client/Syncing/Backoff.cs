namespace Reality.Client;

/// <summary>Exponential backoff with full jitter, so that clients that failed together do not return together.</summary>
internal sealed class Backoff(RealityClientOptions options)
{
    private readonly Random _random = options.Random;

    /// <summary>How long to wait after a number of failures in a row; at least as long as the server asked for.</summary>
    internal TimeSpan After(int failures, TimeSpan? retryAfter = null)
    {
        var ceiling = Math.Min(options.RetryLimit.TotalMilliseconds, options.RetryBase.TotalMilliseconds * Math.Pow(2, Math.Clamp(failures - 1, 0, 40)));
        var jitter = TimeSpan.FromMilliseconds(_random.NextDouble() * ceiling);
        return retryAfter is { } asked ? asked + jitter : jitter;
    }
}
