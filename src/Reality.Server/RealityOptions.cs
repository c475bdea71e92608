using System.Security.Claims;
using System.Security.Cryptography;

namespace Reality.Server;

/// <summary>Limits and habits of the server. Everything that one request or one server may cost is bounded here.</summary>
public sealed class RealityOptions
{
    /// <summary>The greatest number of keys in one sync. Default 1,000.</summary>
    public int MaxKeys { get; set; } = 1_000;

    /// <summary>The greatest length of a key, in bytes of UTF-8. Default, and at most, <see cref="KeyText.MaxLength"/>.</summary>
    public int MaxKeyLength { get; set; } = KeyText.MaxLength;

    /// <summary>The greatest length of a sync's body, in bytes. Default 256 KiB.</summary>
    public int MaxBodyLength { get; set; } = 256 * 1024;

    /// <summary>
    /// How many nodes the server keeps in memory. While all nodes fit, a key that is not among them is known to be unwritten;
    /// beyond it, keys that were not asked lately are read together with the next pull. Default 1,000,000.
    /// </summary>
    public int ReplicaCapacity { get; set; } = 1_000_000;

    /// <summary>
    /// How long one question to the storage may take before the requests that wait for it are answered with 503. Default 10 seconds.
    /// </summary>
    public TimeSpan StorageTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How old a sync's answer may be. Zero, the default: every answer reflects all writes committed before its request arrived. More than
    /// zero lets a client that says what it has seen be answered from memory, if the last question to the storage was sent at most so long
    /// ago and no hint of a write came since: it always sees its own writes, and those of others a little later. At most an hour.
    /// </summary>
    public TimeSpan MaxStaleness { get; set; }

    /// <summary>
    /// How long a sync that asks for it may be held until one of its keys changes, whatever it asks for; zero answers all at once.
    /// Default, and at most, 25 seconds: proxies close what is silent for longer.
    /// </summary>
    public TimeSpan MaxWait { get; set; } = TimeSpan.FromSeconds(25);

    /// <summary>How many syncs are held at the same time; further ones are answered at once. Each is an open request. Default 10,000.</summary>
    public int MaxHeldSyncs { get; set; } = 10_000;

    /// <summary>
    /// How many of them may belong to one user (see <see cref="GetUserId"/>); further ones are answered at once. Those of users who are
    /// not signed in are bounded by <see cref="MaxHeldSyncs"/> alone: where such may sync, limit requests by address. Default 32.
    /// </summary>
    public int MaxHeldSyncsPerUser { get; set; } = 32;

    /// <summary>How many keys all held syncs together may wait for; what is beyond is answered at once. Default 500,000.</summary>
    public int MaxHeldKeys { get; set; } = 500_000;

    /// <summary>
    /// How often the server looks for changes by itself while syncs are held, so that they hear of them soon also where no hint comes: one
    /// question to the storage, whatever the number of syncs, and none while no sync is held or others asked lately. Zero turns it off;
    /// then a held sync hears of what was not hinted at the end of its wait. Default 1 second.
    /// </summary>
    public TimeSpan HeldSyncPollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How many event streams (see <see cref="RealityEventsExtensions.MapRealityEvents"/>) are open at the same time; further ones are
    /// answered with 503. Each is an open request. Default 5,000.
    /// </summary>
    public int MaxEventStreams { get; set; } = 5_000;

    /// <summary>
    /// How many of them may belong to one user (see <see cref="GetUserId"/>); further ones are answered with 429. Those of users who are
    /// not signed in are bounded by <see cref="MaxEventStreams"/> alone. Default 32.
    /// </summary>
    public int MaxEventStreamsPerUser { get; set; } = 32;

    /// <summary>How many keys one event stream may have. Default 100, at most 256: what was told of each is in the id of every event.</summary>
    public int MaxEventKeys { get; set; } = 100;

    /// <summary>
    /// After how long a silent event stream gives a sign of life, asks the storage whether it missed anything, and decides access anew.
    /// Default 15 seconds.
    /// </summary>
    public TimeSpan EventHeartbeat { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// After how long an event stream ends, so that its client comes back and is authenticated anew; it loses nothing. Default 10 minutes.
    /// </summary>
    public TimeSpan MaxEventStreamTime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// The name of this server in hints to other servers, different from theirs: 1 to 128 printable ASCII characters without spaces.
    /// Default: the machine's name and a random number, new with every start.
    /// </summary>
    public string ServerId { get; set; } = DefaultServerId();

    /// <summary>What 503 answers say in <c>Retry-After</c>, in whole seconds. Default 1 second.</summary>
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How often <see cref="IReality.TransactAsync(Func{CancellationToken, Task}, CancellationToken)"/> runs its work at most. Default 5.</summary>
    public int MaxTransactionAttempts { get; set; } = 5;

    /// <summary>
    /// How long a write whose data is not in the storage's database may take: its token is cancelled then, and its keys count as changed.
    /// Should the process die in such a write, it is also how long clients may be answered from before it. Default 30 seconds.
    /// </summary>
    public TimeSpan MarkTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long the mark of such a write is kept after it was stored, in case the process that made it was only paused and writes yet.
    /// Its keys count as changed again and again until then, at growing intervals. Default 24 hours.
    /// </summary>
    public TimeSpan MarkRetention { get; set; } = TimeSpan.FromHours(24);

    /// <summary>What happens where data was changed behind Reality's back. Default <see cref="DriftMode.Heal"/>.</summary>
    public DriftMode Drift { get; set; }

    /// <summary>The greatest length of the header <c>Reality-Bumped</c>, in bytes; 0 leaves it out. Default 4 KiB.</summary>
    public int MaxBumpedHeaderLength { get; set; } = 4 * 1024;

    /// <summary>
    /// Who a user is, for keys that only their owner may read. Default: the claim <c>sub</c>, then
    /// <see cref="ClaimTypes.NameIdentifier"/>.
    /// </summary>
    public Func<ClaimsPrincipal, string?> GetUserId { get; set; } = static user =>
        user.FindFirst("sub")?.Value ?? user.FindFirst(ClaimTypes.NameIdentifier)?.Value;

    private static string DefaultServerId()
    {
        var machine = string.Concat(Environment.MachineName.Where(char.IsAsciiLetterOrDigit).Take(64));
        return $"{(machine.Length > 0 ? machine : "server")}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}";
    }
}
