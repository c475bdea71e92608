using Reality.Simulation.World;

namespace Reality.Simulation.Checking;

/// <summary>What a client asked, and when.</summary>
internal sealed record Asked(
    int Client,
    int[] Keys,
    long[] Known,
    bool SendsSeen,
    string? SeenEpoch,
    int Wait,
    TimeSpan At,
    int Last);

/// <summary>Holds answers against the history. Knows nothing of how they came about.</summary>
internal sealed class AnswerCheck(SimWorld world)
{
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(25);

    private readonly Dictionary<(int Client, int Key), (string Epoch, long Version)> _held = [];

    public List<string> Violations { get; } = [];

    public int Answers { get; private set; }

    private TimeSpan Now => world.Time.Now;

    /// <summary>A call takes two ways, an answer some calls: what rides with the pull before, a second look, the end of a wait.</summary>
    private TimeSpan Patience => (world.Plan.Latency * 12) + TimeSpan.FromMilliseconds(30);

    /// <summary>A client's own write was acknowledged.</summary>
    public void Own(int client, int key, long version) => Held(client, key, world.History[world.History.Last].Epoch, version);

    public void Failed(Asked asked, int status)
    {
        if (status != 503 || world.Plan.StorageFailures == 0)
            Violate(asked, $"was answered {status}");
    }

    public void Answered(Asked asked, long[] versions, bool hasChanges, string epoch)
    {
        Answers++;
        var states = Matching(asked, versions, epoch);
        if (states.Count == 0)
            Violate(asked, $"torn, or never so: {string.Join(',', versions)}");
        else if (states[^1] < OldestAllowed(asked, hasChanges))
            Violate(asked, $"stale: {string.Join(',', versions)} is state {states[^1]} at the latest, {OldestAllowed(asked, hasChanges)} was due");

        CheckNotBack(asked, versions, epoch);
        CheckWait(asked, hasChanges);
    }

    /// <summary>The states, up to now, that show exactly these versions.</summary>
    private List<int> Matching(Asked asked, long[] versions, string epoch)
    {
        var states = new List<int>();
        for (var i = 0; i <= world.History.Last; i++)
        {
            var state = world.History[i];
            if (state.Epoch == epoch && asked.Keys.Select((key, at) => state.Versions[key] == versions[at]).All(same => same))
                states.Add(i);
        }

        return states;
    }

    private int OldestAllowed(Asked asked, bool hasChanges)
    {
        var stale = asked.SendsSeen ? world.Plan.MaxStaleness : TimeSpan.Zero;
        var arrival = stale == TimeSpan.Zero ? asked.Last : world.History.At(asked.At - stale);

        // Without a word for the whole wait: then the storage was asked again at the end of it.
        var wait = TimeSpan.FromMilliseconds(Math.Min(asked.Wait, MaxWait.TotalMilliseconds));
        return asked.Wait > 0 && !hasChanges && Now - asked.At >= wait && world.Plan is { HasRestarts: false, MaxHeldSyncs: > 1 }
            ? Math.Max(arrival, world.History.At(asked.At + wait - TimeSpan.FromTicks(1)))
            : arrival;
    }

    private void CheckNotBack(Asked asked, long[] versions, string epoch)
    {
        for (var i = 0; i < versions.Length; i++)
        {
            var key = asked.Keys[i];
            var isTold = asked.SendsSeen || world.Plan.MaxStaleness == TimeSpan.Zero || !asked.SendsSeen;
            if (isTold && _held.TryGetValue((asked.Client, key), out var held) && held.Epoch == epoch && versions[i] < held.Version)
                Violate(asked, $"back: key {key} is {versions[i]} after {held.Version}");

            Held(asked.Client, key, epoch, versions[i]);
        }
    }

    private void CheckWait(Asked asked, bool hasChanges)
    {
        var plan = world.Plan;
        if (!plan.IsCalm)
            return;

        var wait = TimeSpan.FromMilliseconds(Math.Min(asked.Wait, MaxWait.TotalMilliseconds));
        if (Now > asked.At + wait + Patience)
            Violate(asked, $"late: answered {Now - asked.At - wait} after its wait");

        // The first change of a key while it waited is heard of by the next poll at the latest.
        if (!hasChanges || plan.PollInterval == TimeSpan.Zero)
            return;

        var changed = Enumerable.Range(asked.Last + 1, world.History.Last - asked.Last)
            .FirstOrDefault(i => asked.Keys.Any(key => world.History[i].Versions[key] != world.History[asked.Last].Versions[key]), -1);
        if (changed >= 0 && Now > world.History[changed].Since + plan.PollInterval + plan.MaxStaleness + Patience)
            Violate(asked, $"slow: woken {Now - world.History[changed].Since} after the change");
    }

    private void Held(int client, int key, string epoch, long version)
    {
        if (!_held.TryGetValue((client, key), out var held) || held.Epoch != epoch || held.Version < version)
            _held[(client, key)] = (epoch, version);
    }

    private void Violate(Asked asked, string what)
    {
        var text = $"client {asked.Client}, asked at {asked.At.TotalMilliseconds:0.000}: {what}";
        Violations.Add(text);
        world.Note("VIOLATION " + text);
    }
}
