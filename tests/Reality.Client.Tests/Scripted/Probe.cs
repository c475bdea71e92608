namespace Reality.Client.Tests;

/// <summary>A subscription that keeps all it was told.</summary>
internal sealed class Probe : IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<RealityState<IReadOnlyList<string>>> _states = [];
    private readonly List<IReadOnlyList<string>?> _data = [];
    private readonly List<Exception> _errors = [];
    private TaskCompletionSource _told = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Probe(RealityClient client, string key, RealitySource<IReadOnlyList<string>>? source = null) =>
        Subscription = client.Subscribe(
            key,
            source ?? Source(key),
            new RealityCallbacks<IReadOnlyList<string>> { OnState = Told, OnData = Keep(_data), OnError = Keep(_errors) });

    public RealitySubscription<IReadOnlyList<string>> Subscription { get; }

    public RealityState<IReadOnlyList<string>> State => Subscription.State;

    public IReadOnlyList<RealityState<IReadOnlyList<string>>> States
    {
        get
        {
            lock (_gate)
                return [.. _states];
        }
    }

    public IReadOnlyList<IReadOnlyList<string>?> Data
    {
        get
        {
            lock (_gate)
                return [.. _data];
        }
    }

    public IReadOnlyList<Exception> Errors
    {
        get
        {
            lock (_gate)
                return [.. _errors];
        }
    }

    public static RealitySource<IReadOnlyList<string>> Source(string key) =>
        RealitySource.Json($"/payload?key={Uri.EscapeDataString(key)}", TestJson.Default.IReadOnlyListString);

    /// <summary>Waits until it has been told a state that fits; fails after ten seconds with all that it was told.</summary>
    public async Task<RealityState<IReadOnlyList<string>>> Until(Func<RealityState<IReadOnlyList<string>>, bool> fits)
    {
        var end = TimeProvider.System.GetTimestamp();
        while (true)
        {
            Task told;
            lock (_gate)
            {
                if (_states.Count > 0 && fits(_states[^1]))
                    return _states[^1];
                told = _told.Task;
            }

            var left = TimeSpan.FromSeconds(10) - TimeProvider.System.GetElapsedTime(end);
            if (left <= TimeSpan.Zero || await Task.WhenAny(told, Task.Delay(left)) != told)
                throw new TimeoutException($"It was told:\n{string.Join("\n", States)}");
        }
    }

    public Task<RealityState<IReadOnlyList<string>>> Shows(params string[] lines) =>
        Until(state => state.HasData && state.Data!.SequenceEqual(lines));

    public Task<RealityState<IReadOnlyList<string>>> IsFreshAt(long version) =>
        Until(state => state.Status == RealityStatus.Fresh && state.Version == version);

    public void Dispose() => Subscription.Dispose();

    private void Told(RealityState<IReadOnlyList<string>> state)
    {
        TaskCompletionSource told;
        lock (_gate)
        {
            _states.Add(state);
            told = _told;
            _told = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        told.SetResult();
    }

    private Action<TItem> Keep<TItem>(List<TItem> list) => item =>
    {
        lock (_gate)
            list.Add(item);
    };
}
