using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Reality.Server.Events;
using Reality.Server.Hints;
using Reality.Server.Tests.Hints;
using Reality.Server.Tests.Hosting;
using Xunit;

namespace Reality.Server.Tests.Events;

public sealed class EventStreamTests
{
    private const string A = "chat:room:a";
    private const string B = "chat:room:b";

    // A round right after the first event would find the write by itself.
    private static readonly TimeSpan UntilItWaits = TimeSpan.FromMilliseconds(150);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_tells_what_there_is_and_then_each_change()
    {
        await using var app = await StartAsync(NoPoll);
        await app.Notes.SetAsync("a", "one", Cancel);
        using var reader = await EventReader.OpenAsync(app, EventReader.Path(A, B));

        Assert.Equal([(A, 2), (B, 1)], await reader.NextAsync(2));
        await app.Notes.SetAsync("b", "two", Cancel);
        var change = (await reader.NextAsync())!;
        var asked = await app.SyncAsync((B, 1));

        Assert.Equal(("changed", B, 2), (change.Name, change.Key, change.Version));
        Assert.Equal(asked.Json["changed"]![B]!.ToJsonString(), change.Data.ToJsonString());
        Assert.NotEmpty(reader.LastId);
        Assert.InRange(reader.Retry ?? 0, 1_000, 3_000);
        Assert.Equal("text/event-stream", reader.Response.Content.Headers.ContentType!.ToString());
        Assert.True(reader.Response.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task A_write_of_another_server_comes_by_hint()
    {
        var links = LinkedTransport.Create(2);
        await using var app = await StartAsync(NoPoll, Use(links[0]));
        await using var other = await app.StartAnotherAsync(NoPoll, Use(links[1]));
        using var reader = await EventReader.OpenAsync(app, EventReader.Path(A));
        await reader.NextAsync(1);
        await Task.Delay(UntilItWaits, Cancel);

        await other.Notes.SetAsync("a", "text", Cancel);

        Assert.Equal([(A, 2)], await reader.NextAsync(1));
    }

    [Fact]
    public async Task A_write_whose_hint_is_lost_comes_by_the_next_poll()
    {
        await using var app = await StartAsync(options => options.HeldSyncPollInterval = TimeSpan.FromMilliseconds(200));
        await using var other = await app.StartAnotherAsync();
        using var reader = await EventReader.OpenAsync(app, EventReader.Path(A));
        await reader.NextAsync(1);
        await Task.Delay(UntilItWaits, Cancel);

        await other.Notes.SetAsync("a", "text", Cancel);

        Assert.Equal([(A, 2)], await reader.NextAsync(1));
    }

    [Fact]
    public async Task Without_hints_and_polls_it_comes_with_the_next_heartbeat()
    {
        await using var app = await StartAsync(options =>
        {
            NoPoll(options);
            options.EventHeartbeat = TimeSpan.FromMilliseconds(300);
        });
        await using var other = await app.StartAnotherAsync();
        using var reader = await EventReader.OpenAsync(app, EventReader.Path(A));
        await reader.NextAsync(1);
        await Task.Delay(UntilItWaits, Cancel);

        await other.Notes.SetAsync("a", "text", Cancel);

        Assert.Equal([(A, 2)], await reader.NextAsync(1));
        Assert.InRange(reader.Heartbeats, 1, 50);
    }

    [Fact]
    public async Task Many_writes_in_a_row_end_with_the_last_version()
    {
        await using var app = await StartAsync(NoPoll);
        using var reader = await EventReader.OpenAsync(app, EventReader.Path(A));
        await reader.NextAsync(1);

        for (var i = 0; i < 50; i++)
            await app.Notes.SetAsync("a", $"text {i}", Cancel);

        long last = 1;
        while (last < 51)
        {
            var (_, version) = (await reader.NextAsync(1)).Single();
            Assert.True(version > last);
            last = version;
        }
    }

    [Fact]
    public async Task A_deleted_key_is_told_with_an_empty_hash()
    {
        await using var app = await StartAsync(NoPoll);
        await app.Notes.SetAsync("a", "text", Cancel);
        using var reader = await EventReader.OpenAsync(app, EventReader.Path(A));
        await reader.NextAsync(1);

        await app.Storage.DeleteNodeAsync(A, Cancel);
        await app.SyncAsync((A, 0));

        var deleted = (await reader.NextAsync())!;
        Assert.Equal((3, ""), (deleted.Version, (string?)deleted.Data["hash"]));
    }

    [Fact]
    public async Task Another_epoch_tells_all_anew()
    {
        await using var app = await StartAsync(NoPoll);
        using var reader = await EventReader.OpenAsync(app, EventReader.Path(A, B));
        await reader.NextAsync(2);

        var life = await app.Storage.NewEpochAsync(Cancel);
        await app.SyncAsync();

        Assert.Equal([(A, life.Base + 1), (B, life.Base + 1)], await reader.NextAsync(2));
    }

    [Fact]
    public async Task A_storage_that_is_away_interrupts_nothing_but_the_news()
    {
        await using var app = await StartAsync(options =>
        {
            options.HeldSyncPollInterval = TimeSpan.FromMilliseconds(100);
            options.EventHeartbeat = TimeSpan.FromMilliseconds(200);
            options.RetryAfter = TimeSpan.FromMilliseconds(200);
        });
        using var reader = await EventReader.OpenAsync(app, EventReader.Path(A));
        await reader.NextAsync(1);

        app.Storage.Failure = new IOException("away");
        using var late = await EventReader.OpenAsync(app, EventReader.Path(A));
        await Task.Delay(600, Cancel);
        await app.Notes.SetAsync("a", "text", Cancel);
        app.Storage.Failure = null;

        Assert.Equal([(A, 2)], await reader.NextAsync(1));
        Assert.Equal([(A, 2)], await late.NextAsync(1));
    }

    [Fact]
    public async Task A_client_that_goes_away_frees_it_at_once()
    {
        await using var app = await StartAsync(NoPoll);
        using (var reader = await EventReader.OpenAsync(app, EventReader.Path(A)))
        {
            await reader.NextAsync(1);
            Assert.Equal(1, Streams(app).Count);
        }

        await TestWait.UntilAsync(() => Streams(app).Count == 0, Cancel);
    }

    [Fact]
    public async Task A_server_that_stops_ends_all_at_once()
    {
        await using var app = await StartAsync(NoPoll);
        var readers = new List<EventReader>();
        for (var i = 0; i < 5; i++)
        {
            readers.Add(await EventReader.OpenAsync(app, EventReader.Path(A)));
            await readers[i].NextAsync(1);
        }

        var stopping = app.App.StopAsync(Cancel);

        foreach (var reader in readers)
        {
            Assert.Null(await reader.NextAsync());
            reader.Dispose();
        }

        await stopping.WaitAsync(TimeSpan.FromSeconds(5), Cancel);
    }

    internal static Task<RunningApp> StartAsync(Action<RealityOptions> options, Action<WebApplicationBuilder>? services = null) =>
        RunningApp.OnSqliteAsync(options, services, Map);

    internal static void Map(WebApplication app)
    {
        app.MapReality();
        app.MapRealityEvents();
    }

    internal static void NoPoll(RealityOptions options) => options.HeldSyncPollInterval = TimeSpan.Zero;

    internal static EventStreams Streams(RunningApp app) => app.Services.GetRequiredService<EventStreams>();

    private static Action<WebApplicationBuilder> Use(IRealityHintTransport transport) => builder => builder.Services.AddSingleton(transport);
}
