using System.Data.Common;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Reality.Sqlite.Tests.Writing;

/// <summary>Rule 4a as a user meets it: the error names the method, and nothing of its write stays.</summary>
public sealed class Rule4aWeavingTests : SqliteTest
{
    private const string Operation = "Rooms.PostAsync";

    [Theory]
    [InlineData("commit", true)]
    [InlineData("commit", false)]
    [InlineData("rollback", false)]
    [InlineData("rollback; begin immediate", false)]
    public async Task Rule_4a_the_error_names_the_method_that_ended_its_transaction(string ending, bool isSwallowed)
    {
        await using var provider = Provide();
        var reality = provider.GetRequiredService<IReality>();
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => reality.WriteAsync(
            async (write, _) =>
            {
                write.Bump(new RoomKey("general"));
                try
                {
                    await PostAsync(write.Connection, ending);
                }
                catch (DbException) when (isSwallowed)
                {
                }
            },
            Cancel,
            Operation));

        Assert.StartsWith($"'{Operation}' ended the transaction", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Nothing of it stays", refused.Message, StringComparison.Ordinal);

        // Invariant 1: it rolled back, so no version moved.
        Assert.Equal((0, 0), (await MessagesAsync(), await VersionAsync()));
        await reality.WriteAsync(
            async (write, _) =>
            {
                await PostAsync(write.Connection, "select 1");
                write.Bump(new RoomKey("general"));
            },
            Cancel);
        Assert.Equal((1, 1), (await MessagesAsync(), await VersionAsync()));
    }

    [Fact]
    public async Task Rule_4a_inside_TransactAsync_the_error_names_the_method_once_and_nothing_stays()
    {
        await using var provider = Provide();
        var reality = provider.GetRequiredService<IReality>();
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => reality.TransactAsync(
            async _ => await reality.WriteAsync(
                async (write, _) =>
                {
                    write.Bump(new RoomKey("general"));
                    await PostAsync(write.Connection, "commit");
                },
                Cancel,
                Operation),
            Cancel));

        Assert.StartsWith($"'{Operation}' ended the transaction", refused.Message, StringComparison.Ordinal);
        Assert.Equal((0, 0), (await MessagesAsync(), await VersionAsync()));
    }

    [Fact]
    public async Task An_ordinary_failure_stays_what_it_is()
    {
        await using var provider = Provide();
        await Assert.ThrowsAsync<TimeoutException>(() => provider.GetRequiredService<IReality>().WriteAsync(
            async (write, _) =>
            {
                await PostAsync(write.Connection, "select 1");
                throw new TimeoutException();
            },
            Cancel));
        Assert.Equal((0, 0), (await MessagesAsync(), await VersionAsync()));
    }

    private static Task<int> PostAsync(DbConnection connection, string ending) =>
        connection.ExecuteAsync($"update rooms set messages = messages + 1; {ending}");

    private ServiceProvider Provide()
    {
        var services = new ServiceCollection();
        services.AddReality().UseSqlite(File.ConnectionString);
        return services.BuildServiceProvider();
    }

    private readonly record struct RoomKey(string RoomId) : IRealityKey<long>
    {
        public string Text => KeyText.Create($"chat:room:{RoomId}");
    }
}
