using Reality.Loop.History;

namespace Reality.Loop.Checking;

/// <summary>Which version of a key was acknowledged by when.</summary>
internal sealed class Acknowledged
{
    private readonly Dictionary<string, List<(long End, int Client, long Version)>> _byKey = [];

    public Acknowledged(IEnumerable<Write> writes, Timeline timeline)
    {
        foreach (var write in writes.Where(write => write.Outcome == Outcome.Acknowledged && timeline.IsCommitted(write.Id)))
        {
            foreach (var key in write.Keys)
            {
                if (!_byKey.TryGetValue(key, out var list))
                    _byKey.Add(key, list = []);

                list.Add((write.End, write.Client, timeline.VersionOf(write.Id, key)));
            }
        }

        foreach (var list in _byKey.Values)
            list.Sort();
    }

    /// <summary>The highest version acknowledged to anyone, and to one client, before a moment.</summary>
    public (long Version, long Own) Before(string key, int client, long moment)
    {
        var (version, own) = (0L, 0L);
        foreach (var write in _byKey.GetValueOrDefault(key, []))
        {
            if (write.End > moment)
                break;

            version = Math.Max(version, write.Version);
            if (write.Client == client)
                own = Math.Max(own, write.Version);
        }

        return (version, own);
    }
}
