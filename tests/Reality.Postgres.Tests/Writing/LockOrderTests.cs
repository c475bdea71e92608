using Npgsql;
using Reality.Server.Storage;
using Xunit;

namespace Reality.Postgres.Tests.Writing;

/// <summary>All lock node rows in one order, so bumps never deadlock with each other.</summary>
[Collection(nameof(PostgresCluster))]
public sealed class LockOrderTests(PostgresCluster cluster) : PostgresTest(cluster)
{
    private const int Writers = 8;

    // Collations other than "C" order these differently, and so do plans that join by hashing.
    private static readonly string[] Keys = [.. Enumerable.Range(0, 30).Select(number => $"{(number % 2 == 0 ? "k" : "K")}:{number * 7 % 30}.{number % 3}")];

    [Fact]
    public async Task Bumps_of_many_keys_by_many_writers_never_deadlock()
    {
        var deadlocksBefore = await DeadlocksAsync();
        var count = 0;
        await Parallel.ForAsync(0, Writers, Cancel, async (writer, cancel) =>
        {
            var random = new Random(writer);
            for (var round = 0; round < 40; round++)
            {
                StorageBump[] bumps =
                [
                    .. Keys.Where(_ => random.Next(2) == 0).Select(key => new StorageBump(key, random.Next(2) == 0 ? "k:*" : null))
                        .Concat(random.Next(4) == 0 ? [new StorageBump("k:*"), "K:*"] : [])
                        .OrderBy(bump => bump.Key, StringComparer.Ordinal),
                ];
                if (bumps.Length == 0)
                    continue;

                await using var transaction = await Storage.BeginAsync(cancel);
                await transaction.BumpAsync(bumps, cancel);
                await transaction.CommitAsync(cancel);
                Interlocked.Add(ref count, bumps.Length);
            }
        });

        Assert.Equal(count, (await PullAsync(null)).Changed.Sum(node => node.Version));
        Assert.Equal(deadlocksBefore, await DeadlocksAsync());
    }

    /// <summary>The order is the database's own: a caller's order is not relied on.</summary>
    [Fact]
    public async Task A_bump_waits_at_the_first_key_in_ordinal_order_and_has_locked_none_behind_it()
    {
        foreach (var key in Keys)
            await Storage.IncrementVersionAsync(key, Cancel);

        string[] ordered = [.. Keys.Distinct().Order(StringComparer.Ordinal)];
        await using var first = await Storage.BeginAsync(Cancel);
        await first.BumpAsync([ordered[0]], Cancel);
        await using var second = await Storage.BeginAsync(Cancel);
        var waiting = second.BumpAsync([.. ordered.Reverse().Select(key => new StorageBump(key))], Cancel).AsTask();
        await Task.Delay(200, Cancel);
        Assert.False(waiting.IsCompleted);
        foreach (var key in ordered[1..])
            await Storage.IncrementVersionAsync(key, Cancel);

        await first.CommitAsync(Cancel);
        Assert.Equal(ordered.Reverse(), (await waiting).Select(node => node.Key));
    }

    [Fact]
    public async Task A_deadlock_between_users_statements_is_transient()
    {
        await ExecuteAsync("insert into rooms values ('other', 0)");
        await using var one = await Storage.BeginAsync(Cancel);
        await using var two = await Storage.BeginAsync(Cancel);
        await RunAsync(one, "general");
        await RunAsync(two, "other");
        var outcomes = await Task.WhenAll(TryAsync(() => RunAsync(one, "other")), TryAsync(() => RunAsync(two, "general")));
        var failure = Assert.Single(outcomes, outcome => outcome is not null);
        Assert.True(Storage.IsTransient(failure!));
        Assert.False(Storage.IsTransient(new NpgsqlException("The connection was cut.", new IOException())));
    }

    private static async Task RunAsync(IStorageTransaction transaction, string room)
    {
        await using var command = transaction.Connection.CreateCommand();
        command.CommandText = $"update rooms set messages = messages + 1 where id = '{room}'";
        await command.ExecuteNonQueryAsync(Cancel);
    }

    private static async Task<Exception?> TryAsync(Func<Task> action)
    {
        try
        {
            await action();
            return null;
        }
        catch (PostgresException exception)
        {
            return exception;
        }
    }

    // The counter is written when a backend is idle for a while or ends.
    private async Task<long> DeadlocksAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await Task.Delay(1100, Cancel);
        return await ScalarAsync<long>("select deadlocks from pg_stat_database where datname = current_database()");
    }
}
