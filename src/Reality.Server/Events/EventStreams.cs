using Microsoft.Extensions.Options;
using Reality.Server.Diagnostics;

namespace Reality.Server.Events;

/// <summary>The streams that are open now: bounded in number, in all and per user.</summary>
internal sealed class EventStreams(IOptions<RealityOptions> options, RealityMetrics metrics)
{
    private readonly RealityOptions _options = options.Value;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _byUser = new(StringComparer.Ordinal);

    public int Count { get; private set; }

    /// <summary>Counts a stream in.</summary>
    /// <param name="user">Whose it is; <see langword="null"/> for one who is not signed in.</param>
    public EventStreamEntry Enter(string? user)
    {
        var entry = EventStreamEntry.Entered;
        lock (_lock)
        {
            var mine = user is null ? 0 : _byUser.GetValueOrDefault(user);
            if (Count >= _options.MaxEventStreams)
                entry = EventStreamEntry.TooMany;
            else if (user is not null && mine >= _options.MaxEventStreamsPerUser)
                entry = EventStreamEntry.TooManyOfUser;
            else
                Add(user, mine);
        }

        metrics.EventStream(entry == EventStreamEntry.Entered);
        return entry;
    }

    public void Leave(string? user)
    {
        lock (_lock)
        {
            Count--;
            if (user is not null && --_byUser[user] == 0)
                _byUser.Remove(user);
        }

        metrics.EventStreamEnded();
    }

    private void Add(string? user, int mine)
    {
        Count++;
        if (user is not null)
            _byUser[user] = mine + 1;
    }
}

/// <summary>Whether a stream may be opened.</summary>
internal enum EventStreamEntry
{
    Entered,
    TooMany,
    TooManyOfUser,
}
