using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Reality.Server.Sync;
using Reality.Server.Tests.Hosting;
using Xunit;

namespace Reality.Server.Tests.Holding;

[Collection(nameof(HeldCostTests))]
[CollectionDefinition(nameof(HeldCostTests), DisableParallelization = true)]
public sealed class HeldCostTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    // A kilobyte, and what a bare context of a test creates that a parked one does not.
    [InlineData(1, 1200)]
    [InlineData(10, 2048)]
    public async Task A_held_sync_keeps_little(int keys, int bytes)
    {
        const int Count = 3_000;
        await using var app = await RunningApp.InMemoryAsync(options => options.HeldSyncPollInterval = TimeSpan.Zero);
        var endpoint = app.Services.GetRequiredService<SyncEndpoint>();
        var known = (await app.SyncAsync(("chat:room:0", 0))).Version("chat:room:0");
        var body = Encoding.UTF8.GetBytes(
            $$"""{"known":{{RunningApp.Known([.. Enumerable.Range(0, keys).Select(i => ($"chat:room:{i}", known))])}},"wait":25000}""");
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        List<Task> parked = [], held = [];
        for (var i = 0; i < 50; i++)
        {
            held.Add(endpoint.HandleAsync(Create(app.Services, body)));
            parked.Add(ParkAsync(Create(app.Services, body), end.Task));
        }

        await app.WaitForHeldAsync(50);
        var bare = Math.Min(Park(), Park());
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < Count; i++)
            held.Add(endpoint.HandleAsync(Create(app.Services, body)));

        await app.WaitForHeldAsync(Count + 50);
        await Task.Delay(300, Cancel);
        var each = (GC.GetTotalMemory(forceFullCollection: true) - before - bare) / Count;
        TestContext.Current.TestOutputHelper?.WriteLine($"{each} bytes above a parked request of {bare / Count}");

        end.SetResult();
        await app.Reality.UpdateNodeAsync("chat:room:0", cancellationToken: Cancel);
        await Task.WhenAll([.. held, .. parked]).WaitAsync(TimeSpan.FromSeconds(30), Cancel);
        Assert.InRange(each, 0, bytes);

        long Park()
        {
            var empty = GC.GetTotalMemory(forceFullCollection: true);
            for (var i = 0; i < Count; i++)
                parked.Add(ParkAsync(Create(app.Services, body), end.Task));

            return GC.GetTotalMemory(forceFullCollection: true) - empty;
        }
    }

    [Fact]
    public async Task Nothing_stays_of_held_syncs_however_they_ended()
    {
        var time = new CountingTime();
        await using var app = await RunningApp.InMemoryAsync(
            options => options.HeldSyncPollInterval = TimeSpan.FromMilliseconds(100),
            builder => builder.Services.AddSingleton<TimeProvider>(time));
        var unwritten = (await app.SyncAsync(("chat:room:a", 0))).Version("chat:room:a");
        var timers = time.Timers;
        for (var round = 0; round < 3; round++)
        {
            using var gone = new CancellationTokenSource();
            var changed = app.HoldAsync(25_000, "anna", ("chat:room:a", unwritten + round));
            var timedOut = app.HoldAsync(400, "anna", ("chat:room:b", unwritten));
            using var request = new HttpRequestMessage(HttpMethod.Post, "/reality/sync")
            {
                Content = new StringContent($$$"""{"known":{"chat:room:b":{{{unwritten}}}},"wait":25000}""", Encoding.UTF8, "application/json"),
            };
            var left = app.Client.SendAsync(request, gone.Token);
            await TestWait.UntilAsync(() => app.HeldCount == 3, Cancel);
            await app.Reality.UpdateNodeAsync("chat:room:a", cancellationToken: Cancel);
            await changed;
            await timedOut;
            await gone.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        }

        await app.WaitForHeldAsync(0);
        await TestWait.UntilAsync(() => time.Timers == timers, Cancel);

        // Nobody waits: nobody polls, and unwritten keys that were waited for are forgotten.
        await Task.Delay(200, Cancel);
        var pulls = app.Storage.Pulls.Count;
        await Task.Delay(400, Cancel);
        Assert.Equal(pulls, app.Storage.Pulls.Count);
        Assert.Equal(1, app.ReplicaCount);
    }

    private static DefaultHttpContext Create(IServiceProvider services, byte[] body)
    {
        var context = new DefaultHttpContext { RequestServices = services, RequestAborted = new CancellationTokenSource().Token };
        context.Request.Method = HttpMethods.Post;
        context.Request.ContentType = "application/json";
        context.Request.ContentLength = body.Length;
        context.Request.Body = new MemoryStream(body, writable: false);
        return context;
    }

    private static async Task ParkAsync(HttpContext context, Task end)
    {
        await end;
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}
