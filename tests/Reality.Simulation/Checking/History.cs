using Reality.Server.Storage;
using Reality.Simulation.Scheduling;
using Reality.Simulation.World;

namespace Reality.Simulation.Checking;

/// <summary>
/// Every state that the storage was ever in, in order: the effective version of every key, the epoch, and when it came to be. Built from
/// what was committed alone.
/// </summary>
internal sealed class History(VirtualTime time)
{
    private readonly List<State> _states = [];

    public sealed record State(string Epoch, long[] Versions, TimeSpan Since);

    public int Last => _states.Count - 1;

    public State this[int index] => _states[index];

    /// <summary>A new life of the storage. Own bumps stay, the base rises.</summary>
    public void Began(StorageIdentity identity)
    {
        var own = _states.Count == 0 ? new long[SimKeys.Count] : [.. _states[^1].Versions.Select(version => version - 1 - _base)];
        _base = identity.Base;
        _states.Add(new State(identity.Epoch, [.. own.Select(version => identity.Base + 1 + version)], time.Now));
    }

    public void Wrote(StorageWrite write)
    {
        long[] versions = [.. _states[^1].Versions];
        if (write.Node.Key == SimKeys.Family)
        {
            for (var key = 0; key < versions.Length; key++)
                versions[key]++;
        }
        else
        {
            versions[SimKeys.IdOf(write.Node.Key)]++;
        }

        _states.Add(_states[^1] with { Versions = versions, Since = time.Now });
    }

    /// <summary>The state at a time: the last that had come to be by then.</summary>
    public int At(TimeSpan when)
    {
        var index = Last;
        while (index > 0 && _states[index].Since > when)
            index--;

        return index;
    }

    private long _base;
}
