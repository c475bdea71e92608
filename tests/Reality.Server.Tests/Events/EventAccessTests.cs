using System.Net;
using System.Security.Claims;
using Microsoft.Extensions.DependencyInjection;
using Reality.Server.Tests.Hosting;
using Xunit;

namespace Reality.Server.Tests.Events;

/// <summary>Who is told what, and how much of it there may be.</summary>
public sealed class EventAccessTests
{
    private const string A = "chat:room:a";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_forbidden_key_is_refused_and_the_others_are_told()
    {
        await using var app = await EventStreamTests.StartAsync(EventStreamTests.NoPoll);
        using var reader = await EventReader.OpenAsync(app, EventReader.Path("user:bert:profile", A, "no such key", "user:anna:profile"), "anna");

        var events = new List<(string, string)>();
        for (var i = 0; i < 4; i++)
        {
            var next = (await reader.NextAsync())!;
            events.Add((next.Name, next.Key));
        }

        Assert.Equal(
            [("changed", A), ("changed", "user:anna:profile"), ("refused", "no such key"), ("refused", "user:bert:profile")],
            events.Order());

        // What happens to a refused key is not told.
        await app.Reality.UpdateNodeAsync("user:bert:profile", cancellationToken: Cancel);
        await app.Reality.UpdateNodeAsync("user:anna:profile", cancellationToken: Cancel);
        Assert.Equal([("user:anna:profile", 2)], await reader.NextAsync(1));
    }

    [Fact]
    public async Task Without_any_key_of_ones_own_there_is_no_stream()
    {
        await using var app = await EventStreamTests.StartAsync(EventStreamTests.NoPoll);

        using var refused = await EventReader.SendAsync(app, EventReader.Path("user:bert:profile", "vault:secret:1", "no such key"), "anna");

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType!.MediaType);
        Assert.DoesNotContain("changed", await refused.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal(0, EventStreamTests.Streams(app).Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Access_that_is_lost_ends_it(bool isWoken)
    {
        var access = new RevocableAccess();
        await using var app = await EventStreamTests.StartAsync(
            options =>
            {
                EventStreamTests.NoPoll(options);
                options.EventHeartbeat = isWoken ? TimeSpan.FromMinutes(1) : TimeSpan.FromMilliseconds(200);
            },
            builder => builder.Services.AddScoped<IRealityAccess<ItemKey>>(_ => access));
        using var reader = await EventReader.OpenAsync(app, EventReader.Path("shop:item:x"), "anna");
        await reader.NextAsync(1);

        access.IsRevoked = true;
        if (isWoken)
            await app.Reality.UpdateNodeAsync("shop:item:x", cancellationToken: Cancel);

        var last = await reader.NextAsync();
        Assert.Equal(("refused", "shop:item:x"), (last?.Name, last?.Key));
        Assert.Null(await reader.NextAsync());
        using var again = await EventReader.SendAsync(app, EventReader.Path("shop:item:x"), "anna", reader.LastId);
        Assert.Equal(HttpStatusCode.Forbidden, again.StatusCode);
    }

    [Fact]
    public async Task Access_that_comes_back_tells_the_key_again()
    {
        var access = new RevocableAccess();
        await using var app = await EventStreamTests.StartAsync(
            options => options.EventHeartbeat = TimeSpan.FromMilliseconds(150),
            builder => builder.Services.AddScoped<IRealityAccess<ItemKey>>(_ => access));
        using var reader = await EventReader.OpenAsync(app, EventReader.Path(A, "shop:item:x"), "anna");
        await reader.NextAsync(2);

        access.IsRevoked = true;
        Assert.Equal("refused", (await reader.NextAsync())!.Name);
        access.IsRevoked = false;

        Assert.Equal([("shop:item:x", 1)], await reader.NextAsync(1));
    }

    [Fact]
    public async Task What_is_beyond_the_bounds_is_told_when_to_come_back()
    {
        await using var app = await EventStreamTests.StartAsync(options =>
        {
            EventStreamTests.NoPoll(options);
            options.MaxEventStreams = 3;
            options.MaxEventStreamsPerUser = 2;
        });
        var open = new List<EventReader>();
        foreach (var user in new[] { "anna", "anna", "bert" })
        {
            if (open.Count == 2)
                await ExpectAsync(HttpStatusCode.TooManyRequests, "anna");

            open.Add(await EventReader.OpenAsync(app, EventReader.Path(A), user));
        }

        await ExpectAsync(HttpStatusCode.ServiceUnavailable, "carl");
        open[2].Dispose();
        await TestWait.UntilAsync(() => EventStreamTests.Streams(app).Count == 2, Cancel);
        open.Add(await EventReader.OpenAsync(app, EventReader.Path(A), "carl"));
        open.ForEach(reader => reader.Dispose());
        await TestWait.UntilAsync(() => EventStreamTests.Streams(app).Count == 0, Cancel);

        async Task ExpectAsync(HttpStatusCode status, string user)
        {
            using var refused = await EventReader.SendAsync(app, EventReader.Path(A), user);
            Assert.Equal(status, refused.StatusCode);
            Assert.Equal(TimeSpan.FromSeconds(1), refused.Headers.RetryAfter!.Delta);
        }
    }

    [Fact]
    public async Task It_ends_after_its_time_and_goes_on_by_its_id()
    {
        await using var app = await EventStreamTests.StartAsync(options =>
        {
            options.MaxEventStreamTime = TimeSpan.FromSeconds(1);
            options.EventHeartbeat = TimeSpan.FromMilliseconds(200);
        });
        using var reader = await EventReader.OpenAsync(app, EventReader.Path(A));
        await reader.NextAsync(1);

        Assert.Null(await reader.NextAsync());
        await app.Notes.SetAsync("a", "text", Cancel);
        using var resumed = await EventReader.OpenAsync(app, EventReader.Path(A), lastId: reader.LastId);

        Assert.Equal([(A, 2)], await resumed.NextAsync(1));
    }

    [Theory]
    [InlineData("/reality/events", "There is no key")]
    [InlineData("/reality/events?key=", "empty key")]
    [InlineData("/reality/events?key=a&key=a", "stands twice")]
    [InlineData("/reality/events?key=a&key=b&key=c&key=d", "4 keys")]
    [InlineData("LONG", "513 bytes")]
    public async Task A_malformed_question_is_400(string path, string detail)
    {
        await using var app = await EventStreamTests.StartAsync(options => options.MaxEventKeys = 3);

        using var refused = await EventReader.SendAsync(app, path == "LONG" ? EventReader.Path(new string('x', 513)) : path);

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains(detail, await refused.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal(0, EventStreamTests.Streams(app).Count);
    }

    private sealed class RevocableAccess : IRealityAccess<ItemKey>
    {
        public bool IsRevoked { get; set; }

        public ValueTask<IReadOnlyCollection<ItemKey>> FilterAsync(
            ClaimsPrincipal user,
            IReadOnlyList<ItemKey> keys,
            CancellationToken cancellationToken) => new(IsRevoked ? [] : keys);
    }
}
