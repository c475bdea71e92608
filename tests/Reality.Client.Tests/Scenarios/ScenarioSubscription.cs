using System.Text.Json;

namespace Reality.Client.Tests.Scenarios;

/// <summary>A subscription of a scenario, and what it was told.</summary>
internal sealed class ScenarioSubscription : IDisposable
{
    private readonly RealitySubscription<JsonElement> _subscription;

    public ScenarioSubscription(RealityClient client, string key)
    {
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(new AtOnce());
        try
        {
            _subscription = client.Subscribe(
                key,
                RealitySource.Json($"/data/{Uri.EscapeDataString(key)}", TestJson.Default.JsonElement),
                new RealityCallbacks<JsonElement> { OnData = data => Shown.Add(data), OnError = error => Errors.Add(KindOf(error)!) });
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    public string Key => _subscription.Key;

    public RealityState<JsonElement> State => _subscription.State;

    public bool HasEnded { get; private set; }

    public List<JsonElement> Shown { get; } = [];

    public List<string> Errors { get; } = [];

    public static string? KindOf(Exception? error) => error switch
    {
        null => null,
        RealityRefusedException => "refused",
        RealityException { StatusCode: not null } => "http",
        { InnerException: OperationCanceledException } => "timeout",
        { InnerException: JsonException } => "protocol",
        { InnerException: HttpRequestException } => "network",
        _ => "protocol",
    };

    public void Dispose()
    {
        HasEnded = true;
        _subscription.Dispose();
    }

    /// <summary>Calls back on the engine's own turn, so that nothing is left to wait for when it has ended.</summary>
    private sealed class AtOnce : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state) => d(state);
    }
}
