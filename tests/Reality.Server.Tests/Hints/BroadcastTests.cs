using Microsoft.Extensions.DependencyInjection;
using Reality.Server.Hints;
using Reality.Server.Tests.Hosting;
using Xunit;

namespace Reality.Server.Tests.Hints;

public sealed class BroadcastTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_kind_of_write_is_told_after_its_commit()
    {
        var transport = new TestTransport();
        await using var app = await RunningApp.OnSqliteAsync(options => options.ServerId = "one", Use(transport));
        var epoch = (await app.SyncAsync()).Epoch;

        await app.Notes.SetAsync("a", "text", Cancel);
        var woven = await transport.NextSentAsync(Cancel);
        var covered = (await app.SyncAsync()).ServerVersion;
        await app.Reality.UpdateNodeAsync("chat:room:a", cancellationToken: Cancel);
        var updated = await transport.NextSentAsync(Cancel);

        Assert.Equal(new RealityHint("one", epoch, covered), woven);
        Assert.Equal(new RealityHint("one", epoch, (await app.SyncAsync()).ServerVersion), updated);
    }

    [Fact]
    public async Task What_rolled_back_or_bumped_nothing_is_not_told()
    {
        var transport = new TestTransport();
        await using var app = await RunningApp.OnSqliteAsync(services: Use(transport));

        await Assert.ThrowsAsync<InvalidDataException>(() => app.Notes.SetHalfAsync("a", "text", Cancel));
        await app.Reality.WriteAsync((write, token) => write.Connection.RunAsync("delete from notes", token), Cancel);
        await Task.Delay(100, Cancel);

        Assert.Equal(0, transport.SentCount);
    }

    [Fact]
    public async Task Writes_while_a_hint_is_on_its_way_are_one_hint()
    {
        var transport = new TestTransport { Gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously) };
        await using var app = await RunningApp.InMemoryAsync(services: Use(transport));
        await app.Reality.UpdateNodeAsync("chat:room:a", cancellationToken: Cancel);
        await transport.NextSentAsync(Cancel);

        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => app.Reality.UpdateNodeAsync($"chat:room:{i}", cancellationToken: Cancel)));
        var last = (await app.SyncAsync()).ServerVersion;
        transport.Gate.SetResult();

        Assert.Equal(last, (await transport.NextSentAsync(Cancel)).Token);
        await Task.Delay(100, Cancel);
        Assert.Equal(0, transport.SentCount);
        Assert.Equal(1, transport.MostSendsAtOnce);
    }

    [Fact]
    public async Task A_transport_that_hangs_or_fails_holds_up_neither_writes_nor_the_other_transports()
    {
        var hanging = new TestTransport("hanging") { Gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously) };
        var failing = new TestTransport("failing") { Failure = new IOException("away") };
        var working = new TestTransport("working");
        var log = new LogLines();
        await using var app = await RunningApp.InMemoryAsync(services: Use(log, hanging, failing, working));

        for (var i = 0; i < 5; i++)
        {
            await app.Reality.UpdateNodeAsync("chat:room:a", cancellationToken: Cancel);
            await working.NextSentAsync(Cancel);
            await failing.NextSentAsync(Cancel);
        }

        Assert.Equal(1, hanging.SentCount);
        failing.Failure = null;
        await app.Reality.UpdateNodeAsync("chat:room:a", cancellationToken: Cancel);
        await log.WaitForAsync("sent by failing again", Cancel);
        Assert.Equal(1, log.Count("cannot be sent by failing"));
    }

    [Fact]
    public async Task A_reception_that_fails_is_begun_again_and_told_once()
    {
        var transport = new TestTransport { ReceptionFailure = new IOException("away") };
        var log = new LogLines();
        await using var app = await RunningApp.InMemoryAsync(services: Use(log, transport));

        await log.WaitForAsync("receiving of hints by test ended", Cancel);
        await TestWait.UntilAsync(() => transport.Receptions >= 2, Cancel);

        Assert.Equal(1, log.Count("receiving of hints by test ended"));
    }

    [Fact]
    public async Task Health_without_hints_is_degraded_and_still_200()
    {
        var transport = new TestTransport();
        await using var app = await RunningApp.InMemoryAsync(services: Use(transport));

        var connected = await app.GetAsync("/reality/health");
        transport.IsConnected = false;
        var alone = await app.GetAsync("/reality/health");

        Assert.Equal("Healthy", (string)connected.Json["status"]!);
        Assert.Equal("connected", (string)connected.Json["hints"]!["test"]!);
        Assert.Equal(System.Net.HttpStatusCode.OK, alone.Status);
        Assert.Equal("Degraded", (string)alone.Json["status"]!);
        Assert.Equal("disconnected", (string)alone.Json["hints"]!["test"]!);
    }

    private static Action<Microsoft.AspNetCore.Builder.WebApplicationBuilder> Use(params TestTransport[] transports) => Use(new LogLines(), transports);

    private static Action<Microsoft.AspNetCore.Builder.WebApplicationBuilder> Use(LogLines log, params TestTransport[] transports) => builder =>
    {
        builder.Logging.Services.AddSingleton<Microsoft.Extensions.Logging.ILoggerProvider>(log);
        foreach (var transport in transports)
            builder.Services.AddSingleton<IRealityHintTransport>(transport);
    };
}
