using Reality.Server.Events;
using Reality.Server.Tests.Hosting;
using Xunit;

namespace Reality.Server.Tests.Events;

/// <summary>A stream that goes on where another ended, on whichever server.</summary>
public sealed class EventResumeTests
{
    private const string A = "chat:room:a";
    private const string B = "chat:room:b";
    private const string C = "chat:room:c";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_a_restart_it_tells_what_changed_meanwhile_and_nothing_else()
    {
        await using var file = await EventStreamTests.StartAsync(EventStreamTests.NoPoll);
        string id;
        await using (var first = await file.StartAnotherAsync(map: EventStreamTests.Map))
        {
            using var reader = await EventReader.OpenAsync(first, EventReader.Path(A, B, C));
            await reader.NextAsync(3);
            id = reader.LastId;
        }

        await file.Notes.SetAsync("b", "while nobody listened", Cancel);
        await using var second = await file.StartAnotherAsync(map: EventStreamTests.Map);
        using var resumed = await EventReader.OpenAsync(second, EventReader.Path(A, B, C), lastId: id);
        Assert.Equal([(B, 2)], await resumed.NextAsync(1));

        // By the query too, for clients that cannot set the header at first.
        using var again = await EventReader.OpenAsync(
            second, EventReader.Path(A, B, C) + "&lastEventId=" + Uri.EscapeDataString(resumed.LastId));
        await second.Notes.SetAsync("c", "now", Cancel);
        Assert.Equal([(C, 2)], await again.NextAsync(1));
    }

    [Fact]
    public async Task A_stream_that_broke_between_two_events_loses_none()
    {
        await using var app = await EventStreamTests.StartAsync(EventStreamTests.NoPoll);
        string id;
        string told;
        using (var reader = await EventReader.OpenAsync(app, EventReader.Path(A, B, C)))
        {
            told = (await reader.NextAsync(1)).Single().Key;
            id = reader.LastId;
        }

        using var resumed = await EventReader.OpenAsync(app, EventReader.Path(A, B, C), lastId: id);
        var rest = await resumed.NextAsync(2);

        Assert.Equal(new[] { A, B, C }.Except([told]), rest.Select(entry => entry.Key));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("garbage with spaces, <b>, and 100%")]
    [InlineData("AAAA")]
    [InlineData("_____________________________")]
    [InlineData("OTHER KEYS")]
    [InlineData("SHORTENED")]
    [InlineData("CHANGED")]
    [InlineData("LONG")]
    public async Task Regression_garbage_for_an_id_tells_all(string garbage)
    {
        await using var app = await EventStreamTests.StartAsync(EventStreamTests.NoPoll);
        using var reader = await EventReader.OpenAsync(app, EventReader.Path(A, B));
        await reader.NextAsync(2);
        var id = garbage switch
        {
            "OTHER KEYS" => EventId.Format([B, A], await EpochAsync(app), [1, 1]),
            "SHORTENED" => reader.LastId[..^2],
            "CHANGED" => EventId.Format([A, B], "another epoch", [1, 1]),
            "LONG" => new string('A', 20_000),
            _ => garbage,
        };

        using var resumed = await EventReader.OpenAsync(app, EventReader.Path(A, B), lastId: id);

        Assert.Equal([(A, 1), (B, 1)], await resumed.NextAsync(2));
    }

    [Fact]
    public async Task What_an_id_claims_above_the_truth_is_corrected()
    {
        await using var app = await EventStreamTests.StartAsync(EventStreamTests.NoPoll);
        var id = EventId.Format([A], await EpochAsync(app), [1_000]);

        using var reader = await EventReader.OpenAsync(app, EventReader.Path(A), lastId: id);

        Assert.Equal([(A, 1)], await reader.NextAsync(1));
    }

    [Fact]
    public void An_id_says_what_was_told_and_stays_short()
    {
        var random = new Random(7);
        for (var count = 1; count <= 256; count += 17)
        {
            var keys = Enumerable.Range(0, count).Select(i => $"chat:room:{i}").ToArray();
            var told = keys.Select(_ => random.Next(5) == 0 ? 0 : 1_732_000_000_000_000 + random.Next(20_000)).ToArray();
            var epoch = Guid.NewGuid().ToString();

            var id = EventId.Format(keys, epoch, told);

            var read = new long[count];
            Assert.True(EventId.TryParse(id, keys, read, out var readEpoch));
            Assert.Equal(told, read);
            Assert.Equal(epoch, readEpoch);
            Assert.InRange(id.Length, 1, 120 + (count * 4));
            Assert.DoesNotContain('\n', id);
        }
    }

    [Fact]
    public void Whatever_an_id_is_it_is_read_or_refused()
    {
        var random = new Random(11);
        var good = EventId.Format([A, B], "epoch", [5, (1L << 53) - 1]);
        for (var i = 0; i < 20_000; i++)
        {
            var text = good.ToCharArray();
            for (var change = random.Next(1, 4); change > 0; change--)
                text[random.Next(text.Length)] = (char)random.Next(33, 127);

            var told = new long[2];
            var isRead = EventId.TryParse(new string(text)[..random.Next(text.Length + 1)], [A, B], told, out _);

            Assert.All(told, version => Assert.InRange(version, 0, isRead ? (1L << 53) - 1 : 0));
        }
    }

    private static async Task<string> EpochAsync(RunningApp app) => (await app.SyncAsync()).Epoch;
}
