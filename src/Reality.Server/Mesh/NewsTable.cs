using System.Diagnostics.CodeAnalysis;

namespace Reality.Server.Mesh;

/// <summary>
/// The newest news of each origin. This is what ends the spreading: each number of an origin is news once, and then never again.
/// Guarded by the lock of the gossip that owns it.
/// </summary>
internal sealed class NewsTable(TimeProvider time, int capacity)
{
    /// <summary>
    /// News passes through a mesh of thousands in some fifteen steps. One that took more goes in circles, because more origins are at work
    /// than a table holds; here it ends for certain.
    /// </summary>
    public const int MaxHops = 64;

    /// <summary>An answer repeats what was heard this recently: it may have missed the one who asks.</summary>
    private static readonly TimeSpan Recent = TimeSpan.FromSeconds(5);

    private const int MaxRecent = 32;

    private readonly Dictionary<NewsOrigin, LinkedListNode<HeardNews>> _byOrigin = [];
    private readonly LinkedList<HeardNews> _byTime = [];

    /// <returns>Whether it is news.</returns>
    public bool TryHear(MeshNews news, string? from, [NotNullWhen(true)] out HeardNews? heard)
    {
        heard = null;
        var origin = new NewsOrigin(news.Server, news.Run);
        if (_byOrigin.TryGetValue(origin, out var known))
        {
            if (news.Number <= known.Value.News.Number)
                return false;

            _byTime.Remove(known);
        }
        else if (_byOrigin.Count == capacity)
        {
            _byOrigin.Remove(_byTime.First!.Value.Origin);
            _byTime.RemoveFirst();
        }

        heard = new HeardNews(news, from, time.GetTimestamp());
        _byOrigin[origin] = _byTime.AddLast(heard);
        return true;
    }

    /// <summary>What the teller of a message may have missed.</summary>
    public List<MeshNews> Since(MeshMessage message)
    {
        var recent = new List<MeshNews>();
        for (var node = _byTime.Last; node is not null && recent.Count < MaxRecent; node = node.Previous)
        {
            var heard = node.Value;
            if (time.GetElapsedTime(heard.HeardAt) > Recent)
                break;

            if (!Knows(message, heard))
                recent.Add(heard.News);
        }

        return recent;
    }

    private static bool Knows(MeshMessage message, HeardNews heard) =>
        (heard.From is not null && heard.From == message.Url)
        || heard.Origin == new NewsOrigin(message.From, message.Run)
        || message.News.Any(told =>
            told.Server == heard.News.Server && told.Run == heard.News.Run && told.Number >= heard.News.Number);
}
