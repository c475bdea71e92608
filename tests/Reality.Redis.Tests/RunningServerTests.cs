using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Reality.Processes.Network;
using Xunit;

namespace Reality.Redis.Tests;

public sealed class RunningServerTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_redis_the_server_starts_and_writes_at_once_and_is_degraded()
    {
        var log = new LogLines();
        var watch = Stopwatch.StartNew();
        await using var app = await StartAsync($"127.0.0.1:{Loopback.FreePort()}", log);
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };

        for (var i = 0; i < 100; i++)
            await app.Services.GetRequiredService<IReality>().UpdateNodeAsync("chat:room:a", cancellationToken: Cancel);
        var health = await client.GetAsync("/reality/health", Cancel);

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
        Assert.Contains("Degraded", await health.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        await Task.Delay(1000, Cancel);
        Assert.InRange(log.Count("edis"), 1, 3);
    }

    private static async Task<WebApplication> StartAsync(string redis, LogLines log)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Logging.Services.AddSingleton<ILoggerProvider>(log);
        builder.Services.AddReality().UseRedisHints(redis);
        var app = builder.Build();
        app.MapReality();
        await app.StartAsync(Cancel);
        return app;
    }
}
