using System.Collections.Concurrent;

namespace Reality.Client.Tests.Rules;

/// <summary>What a subscriber can rely on.</summary>
public sealed class SubscriptionTests : ClientTest
{
    [Fact]
    public async Task Twenty_keys_mounted_in_one_turn_make_one_sync()
    {
        // The first subscription compiles the path that the others take.
        using var warm = new Probe(Client(), "chat:room:warm");
        await warm.Until(state => state.HasData);
        Server.Syncs.Clear();
        var client = Client(options => options.BatchWindow = TimeSpan.FromMilliseconds(100));

        var probes = Enumerable.Range(0, 20).Select(i => new Probe(client, $"chat:room:{i}")).ToList();
        foreach (var probe in probes)
            await probe.Until(state => state.HasData);

        Assert.Equal(20, Assert.Single(Server.Syncs).Known.Count);
        probes.ForEach(probe => probe.Dispose());
    }

    [Fact]
    public async Task A_sync_asks_for_all_that_is_held()
    {
        var client = Client();
        using var first = new Probe(client, "chat:room:a");
        await first.Until(state => state.HasData);
        using var second = new Probe(client, "chat:room:b");
        await second.Until(state => state.HasData);

        Assert.Equal(["chat:room:a", "chat:room:b"], Server.Syncs.Last().Known.Keys.Order());
    }

    [Fact]
    public async Task More_keys_than_one_sync_may_hold_are_asked_for_one_sync_after_the_other()
    {
        var client = Client(options => options.MaxKeysPerSync = 3);
        var probes = Enumerable.Range(0, 8).Select(i => new Probe(client, $"chat:room:{i}")).ToList();

        foreach (var probe in probes)
            await probe.Until(state => state.HasData);

        Assert.All(Server.Syncs, sync => Assert.InRange(sync.Known.Count, 1, 3));
        probes.ForEach(probe => probe.Dispose());
    }

    [Fact]
    public async Task At_most_one_sync_is_under_way()
    {
        var now = 0;
        var most = 0;
        Server.BeforeSync = async _ =>
        {
            most = Math.Max(most, Interlocked.Increment(ref now));
            await Task.Delay(20, Stop);
            Interlocked.Decrement(ref now);
            return false;
        };
        var client = Client();
        var probes = new List<Probe>();
        for (var i = 0; i < 20; i++)
        {
            probes.Add(new Probe(client, $"chat:room:{i}"));
            client.Trigger(RealityTrigger.Focus);
            await Task.Delay(5, Stop);
        }

        foreach (var probe in probes)
            await probe.Until(state => state.HasData);
        Assert.Equal(1, most);
        probes.ForEach(probe => probe.Dispose());
    }

    [Fact]
    public async Task A_throwing_callback_harms_nobody_else()
    {
        Server.Set("chat:room:a", "one");
        var client = Client();
        using var throwing = client.Subscribe(
            "chat:room:a",
            Probe.Source("chat:room:a"),
            new() { OnState = _ => throw new InvalidOperationException("mine"), OnData = _ => throw new InvalidOperationException("mine too") });
        using var probe = new Probe(client, "chat:room:a");

        await probe.Shows("one");
        Server.Set("chat:room:a", "two");
        await client.SyncAllAsync(cancellationToken: Stop);
        await probe.Shows("two");

        Assert.Equal(["two"], throwing.State.Data);
        Assert.Contains(Events, e => e is { Kind: RealityEventKind.CallbackFailed, Key: "chat:room:a" });
    }

    [Fact]
    public async Task A_callback_that_never_returns_holds_up_its_own_subscription_alone()
    {
        Server.Set("chat:room:a", "one");
        using var block = new ManualResetEventSlim();
        var client = Client();
        using var stuck = client.Subscribe("chat:room:a", Probe.Source("chat:room:a"), new() { OnState = _ => block.Wait(Stop) });
        using var probe = new Probe(client, "chat:room:a");

        await probe.Shows("one");
        Server.Set("chat:room:a", "two");
        await client.SyncAllAsync(cancellationToken: Stop);
        await probe.Shows("two");

        block.Set();
    }

    [Fact]
    public async Task Callbacks_come_in_order_and_one_at_a_time()
    {
        var client = Client();
        var now = 0;
        var versions = new ConcurrentQueue<long>();
        using var subscription = client.Subscribe("chat:room:a", Probe.Source("chat:room:a"), new()
        {
            OnState = state =>
            {
                Assert.Equal(1, Interlocked.Increment(ref now));
                versions.Enqueue(state.Version);
                Thread.Yield();
                Interlocked.Decrement(ref now);
            },
        });
        for (var i = 0; i < 30; i++)
        {
            Server.Append("chat:room:a", $"{i}");
            await client.SyncAllAsync(cancellationToken: Stop);
        }

        await Eventually(() => versions.LastOrDefault() == 31, "the last is told");
        Assert.Equal(versions.Order(), versions);
        Assert.DoesNotContain(Events, e => e.Kind == RealityEventKind.CallbackFailed);
    }

    [Fact]
    public async Task Callbacks_come_on_the_context_of_the_subscriber()
    {
        Server.Set("chat:room:a", "one");
        var client = Client();
        using var context = new OneThread();
        var threads = new ConcurrentQueue<int>();
        RealitySubscription<IReadOnlyList<string>>? subscription = null;
        context.Post(
            _ => subscription = client.Subscribe(
                "chat:room:a", Probe.Source("chat:room:a"), new() { OnState = _ => threads.Enqueue(Environment.CurrentManagedThreadId) }),
            null);

        await Eventually(() => subscription?.State.HasData == true && threads.Count > 1, "the data is there");

        Assert.All(threads, thread => Assert.Equal(context.ThreadId, thread));
        subscription!.Dispose();
    }

    [Fact]
    public async Task Disposing_the_last_subscription_cancels_the_fetch()
    {
        var cancelled = new TaskCompletionSource();
        Server.BeforePayload = async (_, context) =>
        {
            context.RequestAborted.Register(() => cancelled.TrySetResult());
            return await Server.HangAsync(context);
        };
        var client = Client();
        var first = new Probe(client, "chat:room:a");
        var second = new Probe(client, "chat:room:a");
        await Eventually(() => !Server.Payloads.IsEmpty, "it is asked for");

        first.Dispose();
        await Task.Delay(100, Stop);
        Assert.False(cancelled.Task.IsCompleted);
        second.Dispose();

        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(10), Stop);
    }

    [Fact]
    public async Task Nothing_is_told_after_disposal()
    {
        Server.Set("chat:room:a", "one");
        var client = Client();
        using var stays = new Probe(client, "chat:room:a");
        var leaves = new Probe(client, "chat:room:a");
        await leaves.Shows("one");

        leaves.Dispose();
        var told = leaves.States.Count;
        Server.Set("chat:room:a", "two");
        await client.SyncAllAsync(cancellationToken: Stop);
        await stays.Shows("two");

        Assert.Equal(told, leaves.States.Count);
    }

    [Fact]
    public async Task Coming_back_shows_what_was_held_at_once_and_asks_whether_it_is_still_true()
    {
        Server.Set("chat:room:a", "one");
        var client = Client();
        using (var probe = new Probe(client, "chat:room:a"))
            await probe.Shows("one");
        await client.SyncAllAsync(cancellationToken: Stop);
        Server.Set("chat:room:a", "two");

        using var again = new Probe(client, "chat:room:a");

        await again.Shows("two");
        Assert.Equal(["one"], again.States[0].Data);
        Assert.True(again.States[0].IsStale);
        Assert.Equal(2, Server.Syncs.Last().Known["chat:room:a"]);
    }

    [Fact]
    public async Task What_nobody_comes_back_to_is_forgotten()
    {
        Server.Set("chat:room:a", "one");
        var client = Client(options => options.KeepFor = TimeSpan.FromMilliseconds(20));
        using (var probe = new Probe(client, "chat:room:a"))
            await probe.Shows("one");
        await Task.Delay(200, Stop);

        using var again = new Probe(client, "chat:room:a");
        await again.Shows("one");

        Assert.Equal(0, Server.Syncs.Last().Known["chat:room:a"]);
    }

    [Fact]
    public async Task Watching_gives_states_and_ends_the_subscription_with_the_enumeration()
    {
        Server.Set("chat:room:a", "one");
        var client = Client();
        var seen = new List<string>();
        await foreach (var state in client.Watch("chat:room:a", Probe.Source("chat:room:a"), Stop))
        {
            if (state.Data is not [var line])
                continue;

            seen.Add(line);
            if (line == "two")
                break;

            if (seen.Count > 1)
                continue;

            Server.Set("chat:room:a", "two");
            client.Trigger(RealityTrigger.Manual);
        }

        Assert.Equal("two", seen[^1]);
        Server.Syncs.Clear();
        await client.SyncAllAsync(cancellationToken: Stop);
        Assert.Empty(Server.Syncs);
    }

    [Theory]
    [InlineData("__proto__")]
    [InlineData("constructor")]
    [InlineData("quote\" and \\ and \n")]
    [InlineData("</script>")]
    [InlineData("émoji 😀")]
    public async Task A_key_of_odd_text_travels_whole(string key)
    {
        Server.Set(key, "one");
        using var probe = new Probe(Client(), key);

        await probe.Shows("one");

        Assert.Equal(key, Assert.Single(Server.Syncs.First().Known).Key);
    }

    [Fact]
    public void A_key_that_cannot_travel_is_refused_here()
    {
        Assert.Throws<ArgumentException>(() => new Probe(Client(), ""));
        Assert.Throws<ArgumentException>(() => new Probe(Client(), "half " + '\ud83d'));
        Assert.Throws<ArgumentException>(() => new Probe(Client(), "\ude00 half" + '\ud83d'));
    }

    [Fact]
    public void A_key_that_is_too_long_is_refused_here() =>
        Assert.Throws<ArgumentException>(() => new Probe(Client(), new string('a', 513)));

    [Fact]
    public async Task One_key_with_two_payload_types_is_refused()
    {
        var client = Client();
        using var probe = new Probe(client, "chat:room:a");
        await probe.Until(state => state.HasData);

        var error = Assert.Throws<InvalidOperationException>(
            () => client.Subscribe("chat:room:a", RealitySource.From<int>((_, _) => Task.FromResult(1))));

        Assert.Contains("chat:room:a", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_nobody_uses_any_more_can_be_used_with_another_type()
    {
        var client = Client();
        using (var probe = new Probe(client, "chat:room:a"))
            await probe.Until(state => state.HasData);

        using var other = client.Subscribe("chat:room:a", RealitySource.From<int>((_, _) => Task.FromResult(7)));

        await Eventually(() => other.State.Data == 7, "the other type is shown");
    }

    [Fact]
    public async Task Sync_tells_its_caller_of_a_server_that_cannot_be_asked()
    {
        var client = Client(options => options.MaxRetries = 0);
        using var probe = new Probe(client, "chat:room:a");
        await probe.Until(state => state.HasData);
        Server.BeforeSync = ScriptedServer.Break;

        var error = await Assert.ThrowsAsync<RealityException>(() => client.SyncAsync(["chat:room:a"], Stop));

        Assert.True(error.IsTransient);
    }

    [Fact]
    public async Task Disposing_the_client_ends_what_is_under_way()
    {
        Server.BeforeSync = Server.HangAsync;
        var client = Client();
        using var probe = new Probe(client, "chat:room:a");
        await Eventually(() => !Server.Syncs.IsEmpty, "it is asked");
        var waiting = client.SyncAllAsync(cancellationToken: Stop);

        await client.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10), Stop);

        await Assert.ThrowsAnyAsync<Exception>(() => waiting.WaitAsync(TimeSpan.FromSeconds(10), Stop));
        Assert.Throws<ObjectDisposedException>(() => new Probe(client, "chat:room:a"));
    }

    [Fact]
    public async Task A_trigger_source_is_started_and_disposed_with_the_client()
    {
        Server.Set("chat:room:a", "one");
        var source = new Source();
        var client = Client(options => options.Triggers = [source]);
        using var probe = new Probe(client, "chat:room:a");
        await probe.Shows("one");
        Server.Set("chat:room:a", "two");

        source.Fire!(RealityTrigger.Visible);

        await probe.Shows("two");
        await client.DisposeAsync();
        Assert.True(source.Ended);
    }

    private sealed class Source : IRealityTriggerSource, IDisposable
    {
        public Action<RealityTrigger>? Fire { get; private set; }

        public bool Ended { get; private set; }

        public IDisposable Start(Action<RealityTrigger> fire)
        {
            Fire = fire;
            return this;
        }

        public void Dispose() => Ended = true;
    }

    private sealed class OneThread : SynchronizationContext, IDisposable
    {
        private readonly BlockingCollection<(SendOrPostCallback Call, object? State)> _calls = [];
        private readonly Thread _thread;

        public OneThread()
        {
            _thread = new Thread(Run) { IsBackground = true };
            _thread.Start();
        }

        public int ThreadId => _thread.ManagedThreadId;

        public override void Post(SendOrPostCallback d, object? state) => _calls.Add((d, state));

        public void Dispose()
        {
            _calls.CompleteAdding();
            _thread.Join();
            _calls.Dispose();
        }

        private void Run()
        {
            SetSynchronizationContext(this);
            foreach (var (call, state) in _calls.GetConsumingEnumerable())
                call(state);
        }
    }
}
