using System.Collections.Concurrent;

namespace Reality.Client.Tests.Rules;

/// <summary>The ways to read by a key alone: once, by callbacks, as a stream, as an observable.</summary>
public sealed class ReadingTests : ClientTest
{
    private static readonly LinesKey Room = new("a");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_key_with_an_address_is_all_that_is_needed(bool listed)
    {
        Server.Set(Room.Text, "one");

        Assert.Equal(["one"], await Client().GetAsync(Room with { Listed = listed }, Stop));
    }

    [Fact]
    public async Task Getting_again_asks_and_fetches_only_what_changed()
    {
        Server.Set(Room.Text, "one");
        var client = Client();
        var first = await client.GetAsync(Room, Stop);
        var second = await client.GetAsync(Room, Stop);
        Server.Append(Room.Text, "two");
        var third = await client.GetAsync(Room, Stop);

        Assert.Same(first, second);
        Assert.Equal(["one", "two"], third);
        Assert.Equal(3, Server.Syncs.Count);
        Assert.Equal(2, Server.Payloads.Count);
    }

    [Fact]
    public async Task Getting_tells_what_went_wrong()
    {
        Server.Refused.Add("chat:room:b");
        Server.BeforePayload = (key, context) => key == "chat:room:c" ? ScriptedServer.Fail(context, 500) : Task.FromResult(false);
        var client = Client();

        await Assert.ThrowsAsync<RealityRefusedException>(() => client.GetAsync(new LinesKey("b"), Stop));
        var error = await Assert.ThrowsAsync<RealityException>(() => client.GetAsync(new LinesKey("c"), Stop));
        Assert.Equal(System.Net.HttpStatusCode.InternalServerError, error.StatusCode);

        Server.BeforeSync = context => ScriptedServer.Fail(context, 400);
        error = await Assert.ThrowsAsync<RealityException>(() => client.GetAsync(Room, Stop));
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, error.StatusCode);
    }

    [Fact]
    public async Task Getting_leaves_no_subscription_behind()
    {
        var client = Client();
        await client.GetAsync(Room, Stop);
        Server.Syncs.Clear();

        await client.SyncAllAsync(cancellationToken: Stop);

        Assert.Empty(Server.Syncs);
    }

    [Fact]
    public async Task Subscribing_and_watching_need_the_key_alone()
    {
        Server.Set(Room.Text, "one");
        var client = Client();
        var told = new TaskCompletionSource<IReadOnlyList<string>>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var subscription = client.Subscribe(Room, new() { OnData = lines => told.TrySetResult(lines!) });

        Assert.Equal(["one"], await told.Task.WaitAsync(Stop));
        await foreach (var state in client.Watch(Room, Stop))
        {
            if (state.HasData)
            {
                Assert.Equal(["one"], state.Data);
                break;
            }
        }
    }

    [Fact]
    public async Task An_observer_hears_states_in_order_and_the_end_of_the_client_last()
    {
        Server.Set(Room.Text, "one");
        var client = Client();
        var observer = new Observer();
        using var observation = client.AsObservable(Room).Subscribe(observer);
        await Eventually(() => observer.Heard.Contains("one"), "the first state");

        Server.Set(Room.Text, "two");
        client.Trigger(RealityTrigger.Manual);
        await Eventually(() => observer.Heard.Contains("two"), "the second state");
        await client.DisposeAsync();

        await Eventually(() => observer.Heard.LastOrDefault() == "completed", "the end");
        Assert.Equal(["one", "two", "completed"], observer.Heard.Distinct());
    }

    [Fact]
    public async Task An_observation_that_has_ended_hears_nothing_more()
    {
        Server.Set(Room.Text, "one");
        var client = Client();
        var observer = new Observer();
        var observation = client.AsObservable(Room).Subscribe(observer);
        await Eventually(() => observer.Heard.Contains("one"), "the first state");

        observation.Dispose();
        await client.DisposeAsync();

        Assert.DoesNotContain("completed", observer.Heard);
    }

    [Fact]
    public async Task A_key_read_as_a_wider_type_is_read_as_its_own()
    {
        Server.Set(Room.Text, "one");
        IRealityRoutedKey<IEnumerable<string>> wide = Room;

        Assert.Equal(["one"], await Client().GetAsync(wide, Stop));
    }

    private sealed class Observer : IObserver<RealityState<IReadOnlyList<string>>>
    {
        public ConcurrentQueue<string> Heard { get; } = [];

        public void OnNext(RealityState<IReadOnlyList<string>> value)
        {
            if (value.HasData)
                Heard.Enqueue(string.Join(' ', value.Data!));
        }

        public void OnCompleted() => Heard.Enqueue("completed");

        public void OnError(Exception error) => Heard.Enqueue($"error {error.Message}");
    }
}
