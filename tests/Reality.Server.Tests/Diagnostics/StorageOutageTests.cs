using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Reality.Server.Diagnostics;
using Reality.Server.Tests.Hosting;
using Xunit;

namespace Reality.Server.Tests.Diagnostics;

/// <summary>An outage of the storage fails every request, and is not told of with each.</summary>
public sealed class StorageOutageTests
{
    private const string Begins = "The storage cannot be read. ";
    private const string Lasts = "The storage cannot be read since ";
    private const string IsOver = "The storage can be read again";

    [Fact]
    public async Task An_outage_is_said_when_it_begins_and_when_it_is_over()
    {
        using var log = new LogLines();
        await using var app = await RunningApp.OnSqliteAsync(services: builder => builder.Logging.Services.AddSingleton<ILoggerProvider>(log));
        await app.SyncAsync();

        app.Storage.Failure = app.Storage.SnapshotFailure = new IOException("It is away.");
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await app.SyncAsync()).Status);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await app.GetAsync("/api/rooms/a/note")).Status);
        }

        Assert.Equal((1, 0, 0), Said(log));
        app.Storage.Failure = app.Storage.SnapshotFailure = null;
        Assert.Equal(HttpStatusCode.OK, (await app.SyncAsync()).Status);
        Assert.Equal(HttpStatusCode.OK, (await app.SyncAsync()).Status);
        Assert.Equal((1, 0, 1), Said(log));
    }

    [Fact]
    public void A_long_one_is_said_again_and_short_ones_after_each_other_are_not()
    {
        using var log = new LogLines();
        using var loggers = LoggerFactory.Create(builder => builder.AddProvider(log));
        var clock = new Clock();
        var outage = new StorageOutage(clock, loggers.CreateLogger<StorageOutage>());

        for (clock.Seconds = 0; clock.Seconds < 25; clock.Seconds++)
            outage.Failed(new IOException("It is away."));
        Assert.Equal((1, 2, 0), Said(log));
        Assert.Equal(1, log.Count("since 20 s; 21 attempts failed. It is away."));

        outage.Succeeded();
        Assert.Equal(1, log.Count("again, after 25 s and 25 failed attempts"));
        outage.Failed(new IOException("A blip."));
        outage.Succeeded();
        Assert.Equal((1, 2, 1), Said(log));

        clock.Seconds = 60;
        outage.Failed(new IOException("Away again."));
        Assert.Equal((2, 2, 1), Said(log));
    }

    private static (int Begins, int Lasts, int IsOver) Said(LogLines log) => (log.Count(Begins), log.Count(Lasts), log.Count(IsOver));

    private sealed class Clock : TimeProvider
    {
        public int Seconds { get; set; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Seconds;
    }
}
