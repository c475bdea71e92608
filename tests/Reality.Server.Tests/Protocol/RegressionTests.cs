using System.Net;
using Reality.Server.Tests.Hosting;
using Reality.Sqlite;
using Xunit;

namespace Reality.Server.Tests.Protocol;

/// <summary>Mistakes of the original that must not come back, as far as they are the server's.</summary>
public sealed class RegressionTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Regression_an_edit_in_place_changes_version_and_hash()
    {
        await using var app = await RunningApp.OnSqliteAsync();
        await app.Notes.SetAsync("a", "before", Cancel);
        var before = await app.SyncAsync(("chat:room:a", 0));

        await app.Notes.SetAsync("a", "after", Cancel);
        var after = await app.SyncAsync(("chat:room:a", before.Version("chat:room:a")));

        Assert.Equal(before.Version("chat:room:a") + 1, after.Version("chat:room:a"));
        Assert.NotEqual(before.Hash("chat:room:a"), after.Hash("chat:room:a"));
    }

    [Fact]
    public async Task Regression_a_thousand_commits_are_a_thousand_versions()
    {
        await using var app = await RunningApp.OnSqliteAsync();

        await Task.WhenAll(Enumerable.Range(0, 10).Select(writer => Task.Run(
            async () =>
            {
                for (var i = 0; i < 100; i++)
                    await app.Notes.SetAsync("a", $"{writer} {i}", Cancel);
            },
            Cancel)));

        Assert.Equal(1001, (await app.SyncAsync(("chat:room:a", 0))).Version("chat:room:a"));
    }

    [Fact]
    public async Task Regression_a_deleted_and_recreated_key_goes_on_counting()
    {
        await using var app = await RunningApp.OnSqliteAsync();
        await app.Notes.SetAsync("a", "one", Cancel);
        await app.Notes.SetAsync("a", "two", Cancel);
        await app.Storage.DeleteNodeAsync("chat:room:a", Cancel);
        var deleted = (await app.SyncAsync(("chat:room:a", 0))).Version("chat:room:a");

        await app.Notes.SetAsync("a", "three", Cancel);

        Assert.Equal(4, deleted);
        Assert.Equal(5, (await app.SyncAsync(("chat:room:a", deleted))).Version("chat:room:a"));
    }

    [Fact]
    public async Task Regression_a_restarted_server_on_its_file_goes_on_counting()
    {
        var directory = Directory.CreateTempSubdirectory("reality-restart-").FullName;
        try
        {
            for (var start = 1; start <= 3; start++)
            {
                await using var app = await RunningApp.StartAsync(
                    _ => new SqliteRealityStorage(new SqliteStorageOptions { ConnectionString = $"Data Source={Path.Combine(directory, "app.db")}" }),
                    null,
                    null,
                    null,
                    null);
                Assert.Equal(start + 1, await app.Reality.UpdateNodeAsync("chat:room:a", cancellationToken: Cancel));
                Assert.Equal(start + 1, (await app.SyncAsync(("chat:room:a", start))).Version("chat:room:a"));
            }
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    [Fact]
    public async Task Regression_a_restarted_server_in_memory_reuses_no_version()
    {
        var highest = 0L;
        for (var start = 0; start < 2; start++)
        {
            await using var app = await RunningApp.InMemoryAsync();
            Assert.True((await app.SyncAsync(("chat:room:a", 0))).Version("chat:room:a") > highest);
            for (var i = 0; i < 100; i++)
                highest = await app.Reality.UpdateNodeAsync("chat:room:a", cancellationToken: Cancel);
        }
    }

    [Fact]
    public async Task Regression_half_a_million_keys_are_refused_before_they_are_read()
    {
        await using var app = await RunningApp.InMemoryAsync();
        var keys = string.Join(',', Enumerable.Range(0, 500_000).Select(i => $"\"k{i}\":0"));

        var reply = await app.PostAsync("{\"known\":{" + keys + "}}");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, reply.Status);
        Assert.Empty(app.Storage.Pulls);
        Assert.InRange(reply.Text.Length, 1, 500);
    }

    [Fact]
    public async Task Regression_without_authentication_nothing_but_public_keys_is_answered()
    {
        await using var app = await RunningApp.InMemoryAsync();

        var reply = await app.SyncAsync(
            ("chat:room:a", 0), ("user:ann:profile", 0), ("team:7:board", 0), ("doc:page:x", 0), ("shop:item:even", 0), ("vault:secret:1", 0));

        Assert.Equal(["chat:room:a"], reply.Changed);
        Assert.Equal(5, reply.Refused.Length);
    }
}
