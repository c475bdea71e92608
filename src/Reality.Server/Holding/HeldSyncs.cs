using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Reality.Server.Diagnostics;

namespace Reality.Server.Holding;

/// <summary>
/// The syncs that are held now: bounded in number, per user and in all, and ended together when the server stops. What is beyond the
/// bounds is answered at once, which is as right and only comes again sooner.
/// </summary>
internal sealed class HeldSyncs : IDisposable
{
    private readonly RealityOptions _options;
    private readonly TimeProvider _time;
    private readonly RealityMetrics _metrics;
    private readonly Lock _lock = new();
    private readonly HashSet<HeldSync> _held = [];
    private readonly Dictionary<string, int> _byUser = new(StringComparer.Ordinal);
    private readonly CancellationTokenRegistration _stopping;
    private int _keys;
    private bool _isStopping;

    public HeldSyncs(IOptions<RealityOptions> options, TimeProvider time, RealityMetrics metrics, IHostApplicationLifetime? lifetime = null)
    {
        _options = options.Value;
        _time = time;
        _metrics = metrics;
        if (lifetime is not null)
            _stopping = lifetime.ApplicationStopping.Register(static self => ((HeldSyncs)self!).Stop(), this);
    }

    public int Count
    {
        get
        {
            lock (_lock)
                return _held.Count;
        }
    }

    /// <summary>Counts a sync in and begins to watch its clock and client.</summary>
    /// <returns><see langword="false"/> where it is one too many, or the server stops.</returns>
    public bool TryAdd(HeldSync held, CancellationToken aborted)
    {
        lock (_lock)
        {
            if (_isStopping || _held.Count >= _options.MaxHeldSyncs || _keys + held.Keys.Length > _options.MaxHeldKeys || !TryAddUser(held.User))
            {
                _metrics.HeldRefused();
                return false;
            }

            _keys += held.Keys.Length;
            _held.Add(held);
            held.CountedKeys = held.Keys.Length;
        }

        _metrics.HeldBegan();
        held.Arm(_time, aborted);
        return true;
    }

    public void Remove(HeldSync held)
    {
        held.Disarm();
        lock (_lock)
        {
            _held.Remove(held);
            _keys -= held.CountedKeys;
            RemoveUser(held.User);
        }

        _metrics.HeldEnded();
    }

    public void Dispose() => _stopping.Dispose();

    private bool TryAddUser(string? user)
    {
        if (user is null)
            return true;

        var count = _byUser.GetValueOrDefault(user);
        if (count >= _options.MaxHeldSyncsPerUser)
            return false;

        _byUser[user] = count + 1;
        return true;
    }

    private void RemoveUser(string? user)
    {
        if (user is null)
            return;

        if (_byUser[user] == 1)
            _byUser.Remove(user);
        else
            _byUser[user]--;
    }

    private void Stop()
    {
        HeldSync[] held;
        lock (_lock)
        {
            _isStopping = true;
            held = [.. _held];
        }

        foreach (var one in held)
            one.End(HeldEnd.Stopping);
    }
}
