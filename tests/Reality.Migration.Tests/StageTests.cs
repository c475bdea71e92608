using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.SignalR.Client;
using Reality.Client;
using Reality.Migration.Tests.Running;

namespace Reality.Migration.Tests;

/// <summary>The stages of docs/migration.md over one database: before, beside each other, after, and back.</summary>
public sealed class StageTests : IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(15);

    private readonly string _directory = Directory.CreateTempSubdirectory("reality-migration-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string DatabaseFile => Path.Combine(_directory, "app.db");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task Readers_see_the_same_before_and_after_and_after_going_back()
    {
        string before;
        await using (var old = await RunningRooms.StartAsync(DatabaseFile, hasReality: false, Before.PolledRooms.MapRooms))
        {
            await old.PostAsync("general", "one");
            before = await old.GetAsync("general");
        }

        await using (var now = await RunningRooms.StartAsync(DatabaseFile, hasReality: true, After.Rooms.MapRooms))
        {
            Assert.Equal(before, await now.GetAsync("general"));
            await now.PostAsync("general", "two");
            Assert.Equal("""[{"id":1,"room":"general","text":"one"},{"id":2,"room":"general","text":"two"}]""", await now.GetAsync("general"));
        }

        await using var back = await RunningRooms.StartAsync(DatabaseFile, hasReality: false, Before.PolledRooms.MapRooms);
        await back.PostAsync("general", "three");
        Assert.Contains("three", await back.GetAsync("general"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_poll_that_sends_what_it_has_is_answered_with_304_until_something_changes()
    {
        await using var rooms = await RunningRooms.StartAsync(DatabaseFile, hasReality: true, After.Rooms.MapRooms);
        await rooms.PostAsync("general", "one");
        using var first = await rooms.Http.GetAsync("/api/rooms/general/messages", Cancel);

        Assert.Equal(HttpStatusCode.NotModified, await StatusAsync());
        await rooms.PostAsync("general", "two");
        Assert.Equal(HttpStatusCode.OK, await StatusAsync());

        async Task<HttpStatusCode> StatusAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/rooms/general/messages");
            request.Headers.IfNoneMatch.Add(EntityTagHeaderValue.Parse(first.Headers.ETag!.ToString()));
            using var response = await rooms.Http.SendAsync(request, Cancel);
            return response.StatusCode;
        }
    }

    [Fact]
    public async Task The_old_hub_and_the_old_stream_are_heard_as_they_were()
    {
        await using var rooms = await RunningRooms.StartAsync(DatabaseFile, hasReality: false, app =>
        {
            Microsoft.AspNetCore.Builder.HubEndpointRouteBuilderExtensions.MapHub<Before.ChatHub>(app, "/chat");
            Before.FedRooms.MapRooms(app);
        });
        await using var hub = await HubAsync(rooms, out var heard);
        var stream = rooms.ListenAsync("/api/rooms/general/events", "by the endpoint");
        await rooms.UntilListenedAsync();

        await hub.InvokeAsync("Send", "general", "by the hub", Cancel);
        await rooms.PostAsync("general", "by the endpoint");

        Assert.Equal("by the hub", (await heard.WaitAsync(Soon, Cancel)).Text);
        await stream.WaitAsync(Soon, Cancel);
    }

    [Fact]
    public async Task Side_by_side_one_write_reaches_old_clients_and_new_ones()
    {
        await using var rooms = await RunningRooms.StartAsync(DatabaseFile, hasReality: true, Beside.Rooms.MapRooms);
        await using var hub = await HubAsync(rooms, out var heard);
        var stream = rooms.ListenAsync("/api/rooms/general/events", "new code");
        await rooms.UntilListenedAsync();
        var bridge = rooms.ListenAsync("/events?key=chat:room:general", "\"version\":2");
        await using var client = new RealityClient(rooms.Http, new RealityClientOptions { Live = true });
        await using var states = client.Watch(Keys.Chat.Room("general"), Cancel).GetAsyncEnumerator(Cancel);

        await rooms.PostAsync("general", "new code");

        Assert.Equal("new code", (await heard.WaitAsync(Soon, Cancel)).Text);
        await stream.WaitAsync(Soon, Cancel);
        await bridge.WaitAsync(Soon, Cancel);
        await UntilShownAsync(states, "new code");

        // Old code writes past the repository, and says so afterwards.
        await hub.InvokeAsync("Send", "general", "old code", Cancel);
        await UntilShownAsync(states, "old code");
    }

    private static Task<HubConnection> HubAsync(RunningRooms rooms, out Task<Message> heard)
    {
        var first = new TaskCompletionSource<Message>(TaskCreationOptions.RunContinuationsAsynchronously);
        heard = first.Task;
        return ConnectAsync();

        async Task<HubConnection> ConnectAsync()
        {
            var hub = new HubConnectionBuilder().WithUrl(new Uri(rooms.Http.BaseAddress!, "/chat")).Build();
            hub.On<Message>("messageAdded", message => first.TrySetResult(message));
            await hub.StartAsync(Cancel);
            await hub.InvokeAsync("Join", "general", Cancel);
            return hub;
        }
    }

    private static async Task UntilShownAsync(IAsyncEnumerator<RealityState<IReadOnlyList<Message>>> states, string text)
    {
        while (await states.MoveNextAsync().AsTask().WaitAsync(Soon, Cancel))
        {
            if (states.Current.Data?.Any(message => message.Text == text) == true)
                return;
        }

        Assert.Fail($"'{text}' was never shown.");
    }
}
