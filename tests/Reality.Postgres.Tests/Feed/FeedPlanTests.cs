using Dapper;
using Npgsql;
using Reality.Postgres.Schema;
using Xunit;

namespace Reality.Postgres.Tests.Feed;

/// <summary>Rule 3: an index does the work, whatever the planner knows of the table.</summary>
[Collection(nameof(PostgresCluster))]
public sealed class FeedPlanTests(PostgresCluster cluster) : PostgresTest(cluster)
{
    [Theory]
    [InlineData(false, "force_custom_plan")]
    [InlineData(false, "force_generic_plan")]
    [InlineData(true, "force_custom_plan")]
    [InlineData(true, "force_generic_plan")]
    public async Task Rule_3_a_pull_scans_no_table(bool isAnalyzed, string mode)
    {
        await using var connection = await OpenForeignAsync();
        await connection.ExecuteAsync(
            """
            insert into reality.node (key, version, hash, updated_at, xid)
            select 'filler:' || n, 1, '!1', 0, pg_current_xact_id() from generate_series(1, 50000) n
            """);
        if (isAnalyzed)
            await connection.ExecuteAsync("analyze reality.node");

        await connection.ExecuteAsync($"set plan_cache_mode = {mode}");
        var sql = new NodeSql("reality");
        await connection.ExecuteAsync($"prepare pull (bigint, text[], xid8, xid8, xid8[]) as {sql.Pull}");
        var next = await connection.ExecuteScalarAsync<string>("select pg_snapshot_xmax(pg_current_snapshot())::text");
        var plan = string.Join('\n', await connection.QueryAsync<string>(
            $"explain (analyze, costs off, timing off, summary off) execute pull (1000000, '{{a:1,a:2}}', '{next}', '18446744073709551615', '{{}}')"));
        Assert.DoesNotContain("Seq Scan on node", plan, StringComparison.Ordinal);
        Assert.Contains("node_xid", plan, StringComparison.Ordinal);
        Assert.Contains("node_pkey", plan, StringComparison.Ordinal);
    }

    [Fact]
    public void Snapshots_are_read_in_PostgreSQLs_form()
    {
        var quiet = Postgres.Feed.TransactionSnapshot.Parse("795:795:");
        Assert.Equal((795UL, 795UL, 794L), (quiet.Xmin, quiet.Xmax, quiet.Token));
        Assert.Empty(quiet.InProgress);
        Assert.Equal([10UL, 14UL, 15UL], Postgres.Feed.TransactionSnapshot.Parse("10:20:10,14,15").InProgress);
    }
}
