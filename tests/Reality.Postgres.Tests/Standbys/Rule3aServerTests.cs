using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Reality.Processes.Network;
using Xunit;

namespace Reality.Postgres.Tests.Standbys;

/// <summary>Rule 3a over HTTP: a server that may be stale, with the way to its primary blocked.</summary>
public sealed class Rule3aServerTests : IAsyncLifetime
{
    private const string Key = "chat:room:a";
    private readonly HttpClient _client = new();
    private StandbyPair _pair = null!;
    private TcpProxy _toPrimary = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _pair = await StandbyPair.StartAsync();
        _toPrimary = new TcpProxy(_pair.Primary.Port);
        await _pair.Primary.ExecuteAsync("create table ticks (n integer not null); insert into ticks values (0)", cancel: Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        _toPrimary?.Dispose();
        if (_pair is not null)
            await _pair.DisposeAsync();
    }

    [Fact]
    public async Task Rule_3a_who_may_be_stale_is_answered_from_the_standby_while_the_primary_is_not_asked()
    {
        await using var app = await StartAsync(TimeSpan.FromSeconds(2));
        var last = await SyncAsync(app, Asking(0));
        await _pair.WriteAsync(Key);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var ticking = TickAsync(stop.Token);
        await Task.Delay(TimeSpan.FromSeconds(2.2), Cancel);

        // Nothing passes to the primary, and nothing has to.
        _toPrimary.Pause();
        var bounded = await SyncAsync(app, Body(last, seen: (long)last["mesh"]!["serverVersion"]!));
        Assert.Equal(2, (long)bounded["changed"]![Key]!["version"]!);

        // These two have to.
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await PostAsync(app, Asking(1))).StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await PostAsync(app, Body(last, seen: 1L << 40))).StatusCode);
        _toPrimary.Resume();
        Assert.Equal(2, (long)(await SyncAsync(app, Body(last, seen: 1L << 40)))["changed"]![Key]!["version"]!);
        await stop.CancelAsync();
        await ticking;
    }

    [Fact]
    public async Task Rule_3a_a_standby_that_lost_its_primary_is_not_used_past_the_bound()
    {
        await using var app = await StartAsync(TimeSpan.FromSeconds(1));
        var last = await SyncAsync(app, Asking(0));
        await _pair.Standby.DetachStandbyAsync(Cancel);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var ticking = TickAsync(stop.Token);
        for (var write = 1; write <= 5; write++)
        {
            await _pair.Storage.IncrementVersionAsync(Key, Cancel);
            await Task.Delay(TimeSpan.FromSeconds(1.1), Cancel);
            var reply = await SyncAsync(app, Body(last, seen: (long)last["mesh"]!["serverVersion"]!));
            Assert.Equal(write + 1, (long)reply["changed"]![Key]!["version"]!);
        }

        await stop.CancelAsync();
        await ticking;
    }

    [Fact]
    public async Task Rule_3a_a_server_without_allowed_staleness_never_opens_a_connection_to_it()
    {
        await using var app = await StartAsync(TimeSpan.Zero);
        var last = await SyncAsync(app, Asking(0));
        await SyncAsync(app, Body(last, seen: 0));
        Assert.Equal(0, _pair.ToStandby.Connections);
    }

    private static string Asking(long known) => $$"""{"known":{"{{Key}}":{{known}} } }""";

    private static string Body(JsonObject last, long seen) => $$"""{"known":{"{{Key}}":1},"seen":{{seen}},"epoch":"{{last["epoch"]}}" }""";

    // How far behind a standby is shows with the next commit that it is sent.
    private async Task TickAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await _pair.Primary.ExecuteAsync("update ticks set n = n + 1", cancel: CancellationToken.None);
            await Task.Delay(50, CancellationToken.None);
        }
    }

    private async Task<WebApplication> StartAsync(TimeSpan maxStaleness)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddReality(options =>
        {
            options.MaxStaleness = maxStaleness;
            options.StorageTimeout = TimeSpan.FromSeconds(2);
        }).UsePostgres(
            TestDatabase.Pooled(_pair.Primary.ConnectionStringOf("postgres", _toPrimary.Port)),
            options =>
            {
                options.Hints = false;
                options.StandbyConnectionString = _pair.StandbyConnectionString;
            });
        builder.Services.AddSingleton<RealityModule, RoomModule>();
        var app = builder.Build();
        app.MapReality();
        await app.StartAsync(Cancel);
        return app;
    }

    private async Task<JsonObject> SyncAsync(WebApplication app, string body)
    {
        using var response = await PostAsync(app, body);
        var text = await response.Content.ReadAsStringAsync(Cancel);
        Assert.True(response.StatusCode == HttpStatusCode.OK, text);
        return JsonNode.Parse(text)!.AsObject();
    }

    private Task<HttpResponseMessage> PostAsync(WebApplication app, string body) =>
        _client.PostAsync(new Uri($"{app.Urls.First()}/reality/sync"), new StringContent(body, System.Text.Encoding.UTF8, "application/json"), Cancel);
}
