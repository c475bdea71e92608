namespace Reality.Client;

/// <summary>How a <see cref="RealityClient"/> behaves. Read once, when the client is created.</summary>
public sealed class RealityClientOptions
{
    /// <summary>Where to sync; relative to the server unless absolute.</summary>
    public Uri SyncUrl { get; set; } = new("/reality/sync", UriKind.Relative);

    /// <summary>
    /// The base addresses of servers over one storage, the first preferred; where it is empty, the <see cref="HttpClient.BaseAddress"/> is
    /// the only one. One that cannot be reached or answers 5xx is set aside for a while, and the next is asked at once. Relative addresses
    /// of syncs, payloads and mutations are relative to the server in use.
    /// </summary>
    public IReadOnlyList<Uri> Servers { get; set; } = [];

    /// <summary>The clock for windows, time-outs and retries.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>The source of jitter.</summary>
    public Random Random { get; set; } = Random.Shared;

    /// <summary>What tells the client to look again.</summary>
    public IReadOnlyList<IRealityTriggerSource> Triggers { get; set; } = [];

    /// <summary>
    /// How long the first request for a sync waits for others to join it, so that a page that mounts twenty keys asks once. Requests made
    /// while a sync is under way need no window: they leave together right after it.
    /// </summary>
    public TimeSpan BatchWindow { get; set; } = TimeSpan.FromMilliseconds(5);

    /// <summary>
    /// Whether changes made by others arrive by themselves: one question for all keys is left with the server, which answers when one of
    /// them changes. Paused by <see cref="RealityTrigger.Hidden"/> and <see cref="RealityTrigger.Offline"/>.
    /// </summary>
    public bool Live { get; set; }

    /// <summary>How often a live client asks a server that has no room for questions to be kept; a little more, so that clients spread.</summary>
    public TimeSpan LiveInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a sync may take, besides what a live one waits.</summary>
    public TimeSpan SyncTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long one payload may take.</summary>
    public TimeSpan FetchTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long the payloads of one answer wait for each other. A payload that takes longer no longer keeps the others back: they are
    /// shown without it, which is reported as <see cref="RealityEventKind.Torn"/>.
    /// </summary>
    public TimeSpan TogetherTimeout { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How many payloads are fetched at once. One that takes longer than <see cref="TogetherTimeout"/> no longer counts, so that hanging
    /// requests cannot use up the places of healthy ones.
    /// </summary>
    public int MaxParallelFetches { get; set; } = 6;

    /// <summary>The most keys that one sync asks for; the server's default limit is the same.</summary>
    public int MaxKeysPerSync { get; set; } = 1000;

    /// <summary>How often in a row a failed request is repeated; after that the next trigger begins anew.</summary>
    public int MaxRetries { get; set; } = 10;

    /// <summary>How long what is held is kept after the last subscriber has left, so that coming back shows it at once.</summary>
    public TimeSpan KeepFor { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The greatest first retry delay. Doubles with each failure; the delay itself is drawn evenly from zero up to it.</summary>
    public TimeSpan RetryBase { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The greatest retry delay, unless the server asks for more with <c>Retry-After</c>.</summary>
    public TimeSpan RetryLimit { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Keeps what is held over the end of the program, so that the next start shows it at once, as stale, and one sync revalidates all of
    /// it. <see langword="null"/>: nothing is kept.
    /// </summary>
    public IRealityStore? Store { get; set; }

    /// <summary>
    /// Whose data is stored, such as the signed-in user's id: another scope never sees it. See <see cref="RealityClient.ClearAsync"/> for
    /// signing out.
    /// </summary>
    public string Scope { get; set; } = "";

    /// <summary>
    /// Hears of everything that the engine does; <c>OnEvent = e => logger.LogDebug("{Event}", e)</c> gives a readable log. Called on the engine's own turn, so it should return quickly; what it throws is ignored.
    /// </summary>
    public Action<RealityEvent>? OnEvent { get; set; }
}
