using Xunit;

namespace Reality.Simulation.Table;

/// <summary>What hints cost grows no faster than the design says.</summary>
public sealed class HintCostTests
{
    // Passed on once by each server to three peers.
    private const int Fanout = 3;

    [Theory]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(100)]
    [InlineData(300)]
    public void Mesh_one_write_costs_each_server_a_few_messages_and_a_burst_no_more_rounds_than_time_has(int servers)
    {
        var one = HintRun.Measure(7, servers, "mesh", writes: 1, writers: 1);
        var burst = HintRun.Measure(7, servers, "mesh", writes: 100, writers: 1);

        Assert.InRange(one.Sent, servers - 1, Fanout * servers);

        // 100 ms of writes are merged into one round each 10 ms.
        Assert.InRange(burst.Sent, servers - 1, 14 * Fanout * servers);

        // News triples with every round of at most two ways.
        var rounds = Math.Ceiling(Math.Log(servers, Fanout)) + 3;
        Assert.InRange(one.LastKnows.TotalMilliseconds, 0, rounds * 2);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(100)]
    public void Redis_one_write_is_one_publication(int servers)
    {
        var one = HintRun.Measure(7, servers, "bus", writes: 1, writers: 1);
        var burst = HintRun.Measure(7, servers, "bus", writes: 100, writers: 1);

        Assert.Equal(1, one.Sent);
        Assert.Equal(servers, one.Delivered);
        Assert.InRange(burst.Sent, 1, 14);
        Assert.InRange(one.LastKnows.TotalMilliseconds, 0, 2);
    }
}
