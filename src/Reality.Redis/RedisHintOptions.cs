namespace Reality.Redis;

/// <summary>How hints travel over Redis.</summary>
public sealed class RedisHintOptions
{
    /// <summary>
    /// The channel that hints are published on. Default <c>reality:hints</c>. Servers of one application must agree on it; where several
    /// applications share a Redis, a channel each spares them needless looks into their storages, and nothing else.
    /// </summary>
    public string Channel { get; set; } = "reality:hints";

    /// <summary>How long Redis has to take a hint. Default 2 seconds; nobody waits for it.</summary>
    public TimeSpan SendTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How often a silent connection is asked whether it is still there. Default 5 seconds.</summary>
    public TimeSpan CheckInterval { get; set; } = TimeSpan.FromSeconds(5);

    internal void Validate()
    {
        if (string.IsNullOrEmpty(Channel))
            throw new ArgumentException("RedisHintOptions.Channel is empty; it must name the channel that all servers of the application share.");

        Expect(SendTimeout, nameof(SendTimeout));
        Expect(CheckInterval, nameof(CheckInterval));
    }

    private static void Expect(TimeSpan value, string option)
    {
        if (value <= TimeSpan.Zero || value > TimeSpan.FromMinutes(5))
            throw new ArgumentException($"RedisHintOptions.{option} is {value}; it must be more than zero and at most 5 minutes.");
    }
}
