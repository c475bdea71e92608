namespace Reality.Client;

/// <summary>Exponential backoff with full jitter, so that clients that failed together do not return together.</summary>
internal sealed class Backoff(RealityClientOptions options)
{
    private readonly Random _random = options.Random;

    /// <summary>How long to wait after a number of failures in a row; at least as long as the server asked for.</summary>
    internal TimeSpan After(int failures, TimeSpan? retryAfter = null)
    {
        var jitter = _random.NextDouble() * Ceiling(failures);
        return retryAfter is { } asked ? asked + jitter : jitter;
    }

    /// <summary>How long to leave something alone to which there is an alternative.</summary>
    internal TimeSpan AtLeastHalf(int failures) => (1 + _random.NextDouble()) / 2 * Ceiling(failures);

    private TimeSpan Ceiling(int failures)
    {
        var doubled = options.RetryBase.TotalMilliseconds * Math.Pow(2, Math.Clamp(failures - 1, 0, 40));
        return TimeSpan.FromMilliseconds(Math.Min(options.RetryLimit.TotalMilliseconds, doubled));
    }
}
