using System.Collections.Concurrent;

namespace Reality.Client.Tests.Rules;

/// <summary>Mutations that are sent one after the other.</summary>
public sealed class MutationOrderTests : ClientTest
{
    private const string A = "chat:room:a";
    private const string B = "chat:room:b";
    private readonly ConcurrentDictionary<string, Gate> _gates = [];
    private readonly ConcurrentQueue<string> _arrived = [];

    [Fact]
    public async Task Those_of_one_key_are_sent_in_order_and_shown_at_once()
    {
        var client = Gated();
        using var probe = new Probe(client, A);
        await probe.Shows();

        var first = client.MutateAsync(Append(A, "one").InOrder(), Stop);
        var second = client.MutateAsync(Append(A, "two").InOrder(), Stop);
        await probe.Shows("one (pending)", "two (pending)");
        await _gates["one"].Reached;
        await Task.Delay(50, Stop);
        Assert.Equal(["one"], _arrived);

        _gates["one"].Open();
        await _gates["two"].Reached;
        Assert.True(first.IsCompleted);
        _gates["two"].Open();
        (await first).Dispose();
        (await second).Dispose();
        await probe.Shows("one", "two");
    }

    [Fact]
    public async Task Those_of_other_keys_or_not_in_order_do_not_wait()
    {
        var client = Gated();
        var first = client.MutateAsync(Append(A, "one").InOrder(), Stop);
        await _gates["one"].Reached;

        var other = client.MutateAsync(Append(B, "two").InOrder(), Stop);
        var free = client.MutateAsync(Append(A, "free"), Stop);
        await _gates["two"].Reached;
        await _gates["free"].Reached;

        OpenAll();
        foreach (var mutation in new[] { first, other, free })
            (await mutation).Dispose();
    }

    [Fact]
    public async Task A_line_of_a_name_is_in_order_whatever_the_keys()
    {
        var client = Gated();
        var first = client.MutateAsync(Append(A, "one").InOrder("drafts"), Stop);
        await _gates["one"].Reached;
        var second = client.MutateAsync(Append(B, "two").InOrder("drafts"), Stop);
        await Task.Delay(50, Stop);
        Assert.Equal(["one"], _arrived);

        OpenAll();
        (await first).Dispose();
        (await second).Dispose();
        Assert.Equal(["one", "two"], _arrived);
    }

    [Fact]
    public async Task One_that_fails_lets_the_next_go()
    {
        var gate = new Gate();
        var fails = true;
        Server.BeforeWrite = async (_, context) =>
        {
            await gate.Pass();
            (var fail, fails) = (fails, false);
            return fail && await ScriptedServer.Fail(context, 500);
        };
        var client = Client();
        var first = client.MutateAsync(Append(A, "one").InOrder(), Stop);
        var second = client.MutateAsync(Append(A, "two").InOrder(), Stop);
        gate.Open();

        await Assert.ThrowsAsync<RealityException>(() => first);
        (await second).Dispose();
        Assert.Equal(["two"], Server.Truth(A));
    }

    [Fact]
    public async Task One_that_gives_up_waiting_lets_nobody_past_those_before_it()
    {
        var client = Gated();
        using var cancelled = new CancellationTokenSource();
        var first = client.MutateAsync(Append(A, "one").InOrder(), Stop);
        await _gates["one"].Reached;
        var second = client.MutateAsync(Append(A, "two").InOrder(), cancelled.Token);
        var third = client.MutateAsync(Append(A, "three").InOrder(), Stop);
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        await Task.Delay(50, Stop);
        Assert.Equal(["one"], _arrived);

        OpenAll();
        (await first).Dispose();
        (await third).Dispose();
        Assert.Equal(["one", "three"], Server.Truth(A));
    }

    [Fact]
    public async Task One_that_is_not_to_be_verified_asks_nothing_and_its_effect_goes_with_its_success()
    {
        var client = Client();
        using var probe = new Probe(client, A);
        await probe.Shows();
        Server.Syncs.Clear();
        var mutation = Append(A, "one");
        mutation.Verify = false;

        (await client.MutateAsync(mutation, Stop)).Dispose();

        await probe.Until(state => state is { IsPending: false, Data.Count: 0 });
        Assert.Contains(probe.States, state => state.IsPending);
        Assert.Empty(Server.Syncs);
    }

    /// <summary>A client whose writes each wait at a gate of their own.</summary>
    private RealityClient Gated()
    {
        foreach (var line in new[] { "one", "two", "three", "free" })
            _gates[line] = new Gate();
        Server.BeforeLine = async line =>
        {
            _arrived.Enqueue(line);
            await _gates[line].Pass();
        };
        return Client();
    }

    private void OpenAll()
    {
        foreach (var gate in _gates.Values)
            gate.Open();
    }
}
