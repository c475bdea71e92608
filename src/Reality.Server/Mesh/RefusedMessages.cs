using Microsoft.Extensions.Logging;

namespace Reality.Server.Mesh;

/// <summary>Logs refused messages, at most one line a minute: whoever sends them must not be able to fill the log.</summary>
internal sealed class RefusedMessages(TimeProvider time, ILogger<RefusedMessages> logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private long _count;
    private long? _loggedAt;

    public void Add(string reason)
    {
        long count;
        lock (_lock)
        {
            _count++;
            if (_loggedAt is { } at && time.GetElapsedTime(at) < Pause)
                return;

            count = _count;
            _count = 0;
            _loggedAt = time.GetTimestamp();
        }

        logger.MessagesRefused(count, reason);
    }
}
