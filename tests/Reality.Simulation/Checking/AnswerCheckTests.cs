using Reality.Simulation.World;
using Xunit;

namespace Reality.Simulation.Checking;

/// <summary>The check finds each violation in a history that has it.</summary>
public sealed class AnswerCheckTests
{
    private readonly SimWorld _world = new(1, Plan.Draw(new Random(1)) with
    {
        Latency = TimeSpan.Zero,
        StorageFailures = 0,
        HasRestarts = false,
        HasNewEpochs = false,
        MaxStaleness = TimeSpan.Zero,
        MaxHeldSyncs = 100,
        PollInterval = TimeSpan.FromSeconds(1),
    }, keepTrace: false);

    private readonly AnswerCheck _check;

    public AnswerCheckTests() => _check = new AnswerCheck(_world);

    private string Epoch => _world.History[0].Epoch;

    private long First => _world.History[0].Versions[0];

    [Fact]
    public async Task What_is_right_is_no_violation()
    {
        await WriteAsync(0);
        _check.Answered(Ask([0, 1], First, First), [First + 1, First], hasChanges: true, Epoch);

        Assert.Empty(_check.Violations);
    }

    [Fact]
    public async Task Stale()
    {
        await WriteAsync(0);
        _check.Answered(Ask([0], First), [First], hasChanges: false, Epoch);

        Assert.Contains("stale", Assert.Single(_check.Violations), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Torn()
    {
        await WriteAsync(0);
        var asked = Ask([0, 1], First, First);
        await WriteAsync(1);
        await WriteAsync(0);
        _check.Answered(asked, [First + 2, First], hasChanges: true, Epoch);

        Assert.Contains("torn", Assert.Single(_check.Violations), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_the_future()
    {
        _check.Answered(Ask([0], First), [First + 1], hasChanges: true, Epoch);

        Assert.Contains("torn, or never so", Assert.Single(_check.Violations), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Back()
    {
        var asked = Ask([0], First);
        await WriteAsync(0);
        _check.Answered(asked, [First + 1], hasChanges: true, Epoch);
        _check.Answered(asked, [First], hasChanges: false, Epoch);

        Assert.Contains("back", Assert.Single(_check.Violations), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Own_write_unseen()
    {
        var asked = Ask([0], First);
        await WriteAsync(0);
        _check.Own(1, 0, First + 1);
        _check.Answered(asked, [First], hasChanges: false, Epoch);

        Assert.Contains("back", Assert.Single(_check.Violations), StringComparison.Ordinal);
    }

    [Fact]
    public void Late_at_the_end_of_its_wait()
    {
        var asked = Ask([0], First) with { Wait = 1_000 };
        Pass(TimeSpan.FromSeconds(3));
        _check.Answered(asked, [First], hasChanges: false, Epoch);

        Assert.Contains("late", Assert.Single(_check.Violations), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Woken_late()
    {
        var asked = Ask([0], First) with { Wait = 20_000 };
        await WriteAsync(0);
        Pass(TimeSpan.FromSeconds(5));
        _check.Answered(asked, [First + 1], hasChanges: true, Epoch);

        Assert.Contains("slow", Assert.Single(_check.Violations), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Not_looked_at_again_at_the_end_of_the_wait()
    {
        var asked = Ask([0], First) with { Wait = 5_000 };
        Pass(TimeSpan.FromSeconds(4));
        await WriteAsync(0);
        Pass(TimeSpan.FromSeconds(1));
        _check.Answered(asked, [First], hasChanges: false, Epoch);

        Assert.Contains("stale", Assert.Single(_check.Violations), StringComparison.Ordinal);
    }

    private Asked Ask(int[] keys, params long[] known) =>
        new(1, keys, known, SendsSeen: false, null, 0, _world.Time.Now, _world.History.Last);

    private async Task WriteAsync(int key) =>
        _world.History.Wrote(await _world.Storage.IncrementVersionAsync(SimKeys.Texts[key], TestContext.Current.CancellationToken));

    private void Pass(TimeSpan time) => _world.Scheduler.Run(() => _world.Time.Delay(time));
}
