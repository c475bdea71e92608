using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Reality.Server.Tests.Hosting;
using Xunit;

namespace Reality.Server.Tests.Diagnostics;

public sealed class MetricsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_the_server_does_is_counted_under_its_meter()
    {
        await using var app = await RunningApp.OnSqliteAsync();
        var counts = new ConcurrentDictionary<string, long>();
        var factory = app.Services.GetRequiredService<IMeterFactory>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == "Reality.Server" && instrument.Meter.Scope == factory)
                    self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) =>
            counts.AddOrUpdate(instrument.Name, value, (_, sum) => sum + value));
        listener.Start();

        app.Storage.TransientCommits = 2;
        await app.Reality.TransactAsync(
            async token =>
            {
                await app.Notes.SetAsync("a", "text", token);
                await app.Notes.SetAsync("b", "text", token);
            },
            Cancel);
        await app.SyncAsync(("chat:room:a", 0), ("chat:room:b", 2), ("no:such:key", 0));

        Assert.Equal(1, counts["reality.syncs"]);
        Assert.Equal(3, counts["reality.sync.keys.asked"]);
        Assert.Equal(1, counts["reality.sync.keys.changed"]);
        Assert.Equal(1, counts["reality.sync.keys.refused"]);
        Assert.Equal(1, counts["reality.pulls"]);
        Assert.Equal(1, counts["reality.writes"]);
        Assert.Equal(2, counts["reality.bumps"]);
        Assert.Equal(2, counts["reality.write.retries"]);
    }
}
