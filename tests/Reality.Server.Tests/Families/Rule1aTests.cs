using Reality.Server.Tests.Hosting;
using Reality.Wire;
using Xunit;

namespace Reality.Server.Tests.Families;

/// <summary>A family bump does not touch the rows of its keys, and changes each of them all the same.</summary>
public sealed class Rule1aTests
{
    private const string Room = "chat:room:a";
    private const string Family = "chat:room:*";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<bool, int> Apps => new() { { true, 1 }, { true, 1000 }, { false, 1 }, { false, 1000 } };

    /// <summary>Whoever holds the payload of the stored hash would skip the fetch, and show what the family bump made old, for ever.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    public async Task Rule_1a_a_hash_of_before_a_family_bump_is_not_sent(int capacity)
    {
        await using var app = await RunningApp.OnSqliteAsync(options => options.ReplicaCapacity = capacity);
        await app.Notes.SetAsync("a", "text", Cancel);
        var tag = (await app.GetAsync("/api/rooms/a/note")).Response.Headers.ETag!.Tag.Trim('"');
        Assert.Equal((2, tag), VersionAndHash(await app.SyncAsync((Room, 0)), Room));

        Assert.Equal(2, await app.Reality.UpdateNodeAsync(Family, cancellationToken: Cancel));
        var (version, hash) = VersionAndHash(await app.SyncAsync((Room, 2)), Room);
        Assert.Equal((3, "!3"), (version, hash));

        // The next write reads the view again, behind the family.
        await app.Notes.SetAsync("a", "text", Cancel);
        Assert.Equal((4, tag), VersionAndHash(await app.SyncAsync((Room, 3)), Room));
    }

    [Theory]
    [MemberData(nameof(Apps))]
    public async Task Rule_1a_keys_that_nobody_has_written_change_too(bool onSqlite, int capacity)
    {
        await using var app = await StartAsync(onSqlite, capacity);
        var before = (await app.SyncAsync((Room, 0), ("shop:order:1", 0)));
        await app.Reality.UpdateNodeAsync(Family, cancellationToken: Cancel);
        await app.Reality.UpdateNodeAsync(Family, cancellationToken: Cancel);

        var after = await app.SyncAsync((Room, before.Version(Room)), ("chat:room:b", 1), ("shop:order:1", before.Version("shop:order:1")));
        Assert.Equal([Room, "chat:room:b"], after.Changed.Order(StringComparer.Ordinal));
        Assert.Equal((before.Version(Room) + 2, before.Version(Room) + 2), (after.Version(Room), after.Version("chat:room:b")));
        Assert.StartsWith("!", after.Hash(Room), StringComparison.Ordinal);
        Assert.Empty((await app.SyncAsync((Room, after.Version(Room)))).Changed);
    }

    [Theory]
    [MemberData(nameof(Apps))]
    public async Task Rule_1a_a_payload_has_the_version_that_a_sync_tells(bool onSqlite, int capacity)
    {
        await using var app = await StartAsync(onSqlite, capacity);
        for (var round = 0; round < 3; round++)
        {
            if (!onSqlite)
                break;

            Assert.Equal((await app.SyncAsync((Room, 0))).Version(Room), Version(await app.GetAsync("/api/rooms/a/note")));
            await app.Reality.UpdateNodeAsync(Family, cancellationToken: Cancel);
            Assert.Equal((await app.SyncAsync((Room, 0))).Version(Room), Version(await app.GetAsync("/api/rooms/a/note")));
            await app.Notes.SetAsync("a", $"text {round}", Cancel);
        }
    }

    [Fact]
    public async Task Rule_1a_key_and_family_in_one_transaction()
    {
        await using var app = await RunningApp.OnSqliteAsync();
        await app.Reality.TransactAsync(
            async token =>
            {
                await app.Notes.SetAsync("a", "text", token);
                await app.Reality.WriteAsync(
                    (write, _) =>
                    {
                        write.Bump(new RealityFamily(Family));
                        return Task.CompletedTask;
                    },
                    token);
                Assert.Equal(0, await app.Reality.UpdateNodeAsync(Family, cancellationToken: token));
            },
            Cancel);

        // One bump of each, and the hash was computed behind both.
        var tag = (await app.GetAsync("/api/rooms/a/note")).Response.Headers.ETag!.Tag.Trim('"');
        var reply = await app.SyncAsync((Room, 0), ("chat:room:b", 0));
        Assert.Equal((3, tag), VersionAndHash(reply, Room));
        Assert.Equal(2, reply.Version("chat:room:b"));
    }

    [Fact]
    public async Task Rule_1a_a_family_bump_that_is_rolled_back_changes_nothing()
    {
        await using var app = await RunningApp.OnSqliteAsync();
        await Assert.ThrowsAsync<InvalidDataException>(() => app.Reality.WriteAsync(
            (write, _) =>
            {
                write.Bump(new RealityFamily(Family));
                throw new InvalidDataException();
            },
            Cancel));
        Assert.Equal(1, (await app.SyncAsync((Room, 0))).Version(Room));
    }

    [Fact]
    public async Task Rule_1a_another_server_tells_the_same()
    {
        await using var app = await RunningApp.OnSqliteAsync();
        await using var other = await app.StartAnotherAsync(options => options.ReplicaCapacity = 1);
        await app.Notes.SetAsync("a", "text", Cancel);
        Assert.Equal(2, (await other.SyncAsync((Room, 0))).Version(Room));
        await app.Reality.UpdateNodeAsync(Family, cancellationToken: Cancel);
        Assert.Equal((3, "!3"), VersionAndHash(await other.SyncAsync((Room, 2)), Room));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    public async Task Rule_1a_a_held_sync_is_woken_by_the_family(int capacity)
    {
        await using var app = await RunningApp.InMemoryAsync(options => options.ReplicaCapacity = capacity);
        var known = (await app.SyncAsync((Room, 0))).Version(Room);
        var waiting = app.HoldAsync(25_000, null, (Room, known));
        await app.WaitForHeldAsync(1);
        await app.Reality.UpdateNodeAsync(Family, cancellationToken: Cancel);
        Assert.Equal(known + 1, (await waiting.WaitAsync(TimeSpan.FromSeconds(20), Cancel)).Version(Room));
    }

    /// <summary>Invariant 2.</summary>
    [Theory]
    [MemberData(nameof(Apps))]
    public async Task Invariant_2_versions_rise_through_families_deletes_and_restarts(bool onSqlite, int capacity)
    {
        await using var app = await StartAsync(onSqlite, capacity);
        var random = new Random(17);
        var last = (await app.SyncAsync((Room, 0))).Version(Room);
        for (var round = 0; round < 60; round++)
        {
            var step = random.Next(3);
            if (step == 0)
                await app.Reality.UpdateNodeAsync(Room, cancellationToken: Cancel);
            else if (step == 1)
                await app.Reality.UpdateNodeAsync(Family, cancellationToken: Cancel);
            else
                await app.Storage.DeleteNodeAsync(Room, Cancel);

            var now = (await app.SyncAsync((Room, 0))).Version(Room);
            Assert.True(step == 2 ? now >= last : now > last, $"{now} after {last}");
            last = now;
        }

        if (!onSqlite)
            return;

        await using var restarted = await app.StartAnotherAsync();
        Assert.Equal(last, (await restarted.SyncAsync((Room, 0))).Version(Room));
    }

    [Fact]
    public async Task A_deleted_key_counts_as_new_after_its_family()
    {
        await using var app = await RunningApp.InMemoryAsync();
        await app.Reality.UpdateNodeAsync(Room, cancellationToken: Cancel);
        await app.Storage.DeleteNodeAsync(Room, Cancel);
        var deleted = await app.SyncAsync((Room, 0));
        Assert.Equal("", deleted.Hash(Room));

        await app.Reality.UpdateNodeAsync(Family, cancellationToken: Cancel);
        Assert.StartsWith("!", (await app.SyncAsync((Room, deleted.Version(Room)))).Hash(Room), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("chat:rooms:*")]
    [InlineData("chat:*")]
    [InlineData("*")]
    [InlineData("chat:ro*m:a")]
    public async Task A_family_of_no_template_is_refused(string family)
    {
        await using var app = await RunningApp.InMemoryAsync();
        await Assert.ThrowsAsync<ArgumentException>(() => app.Reality.UpdateNodeAsync(family, cancellationToken: Cancel));
        await Assert.ThrowsAsync<ArgumentException>(() => app.Reality.UpdateNodeAsync(Family, "hash", Cancel));
    }

    /// <summary>Invariant 7: a family is no key, and nobody can ask for it.</summary>
    [Fact]
    public async Task Invariant_7_a_family_is_refused_to_clients()
    {
        await using var app = await RunningApp.InMemoryAsync();
        await app.Reality.UpdateNodeAsync(Family, cancellationToken: Cancel);
        var reply = await app.SyncAsync((Family, 0));
        Assert.Equal(System.Net.HttpStatusCode.OK, reply.Status);
        Assert.Equal([Family], reply.Refused);
        Assert.Empty(reply.Changed);
    }

    /// <summary>Clients read keys there, and hold no family; the token makes them ask.</summary>
    [Fact]
    public async Task Reality_Bumped_leaves_families_out()
    {
        await using var app = await RunningApp.OnSqliteAsync(map: web =>
        {
            web.MapReality();
            Microsoft.AspNetCore.Builder.EndpointRouteBuilderExtensions.MapPost(web, "/both", async context =>
            {
                var reality = (IReality)context.RequestServices.GetService(typeof(IReality))!;
                await reality.UpdateNodeAsync(Family, cancellationToken: Cancel);
                await reality.UpdateNodeAsync(Room, cancellationToken: Cancel);
            });
        });
        var response = await app.Client.PostAsync(new Uri("/both", UriKind.Relative), null, Cancel);
        Assert.Equal($"{Room}=3", Assert.Single(response.Headers.GetValues(RealityHeaders.Bumped)));
        Assert.Equal((await app.SyncAsync((Room, 0))).ServerVersion.ToString(System.Globalization.CultureInfo.InvariantCulture), Assert.Single(response.Headers.GetValues(RealityHeaders.Seen)));
        Assert.Equal(3, (await app.SyncAsync((Room, 0))).Version(Room));
    }

    private static Task<RunningApp> StartAsync(bool onSqlite, int capacity) => onSqlite
        ? RunningApp.OnSqliteAsync(options => options.ReplicaCapacity = capacity)
        : RunningApp.InMemoryAsync(options => options.ReplicaCapacity = capacity);

    private static (long Version, string Hash) VersionAndHash(SyncReply reply, string key) => (reply.Version(key), reply.Hash(key));

    private static long Version(SyncReply reply) => long.Parse(
        Assert.Single(reply.Response.Headers.GetValues(RealityHeaders.Version)), System.Globalization.CultureInfo.InvariantCulture);
}
