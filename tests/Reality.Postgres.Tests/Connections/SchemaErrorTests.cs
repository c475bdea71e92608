using Npgsql;
using Xunit;

namespace Reality.Postgres.Tests.Connections;

/// <summary>Messages that someone can act on.</summary>
[Collection(nameof(PostgresCluster))]
public sealed class SchemaErrorTests(PostgresCluster cluster)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_role_that_may_make_nothing_is_told_what_to_run_and_the_script_is_enough()
    {
        var (database, limited) = await LimitedAsync();
        await using (var storage = new PostgresRealityStorage(limited))
        {
            var refused = await Assert.ThrowsAsync<RealityPostgresException>(async () => await storage.InitializeAsync(Cancel));
            Assert.Equal(RealityPostgresError.Privilege, refused.Error);
            Assert.Contains("grant create on database", refused.Message, StringComparison.Ordinal);
            Assert.Contains("GetScript(\"reality\")", refused.Message, StringComparison.Ordinal);
            Assert.False(await storage.IsHealthyAsync(Cancel));
        }

        // Twice: the script can be run again.
        var server = await cluster.StartAsync();
        for (var time = 0; time < 2; time++)
            await server.ExecuteAsync(PostgresRealityStorage.GetScript(), database, Cancel);

        await using var applied = new PostgresRealityStorage(limited, new PostgresStorageOptions { CreateSchema = false });
        var missing = await Assert.ThrowsAsync<RealityPostgresException>(async () => await applied.InitializeAsync(Cancel));
        Assert.Equal(RealityPostgresError.Privilege, missing.Error);
        Assert.Contains("grant select, insert, update, delete on all tables in schema reality", missing.Message, StringComparison.Ordinal);

        await server.ExecuteAsync("grant usage on schema reality to limited; grant select, insert, update, delete on all tables in schema reality to limited", database, Cancel);
        await applied.InitializeAsync(Cancel);
        Assert.Equal(1, (await applied.IncrementVersionAsync("k:1", Cancel)).Node.Version);
        Assert.NotEqual((await applied.InitializeAsync(Cancel)).Epoch, (await applied.NewEpochAsync(Cancel)).Epoch);
        Assert.True(await applied.Pruner.PruneAsync(TimeSpan.FromHours(1), Cancel));
    }

    [Fact]
    public async Task Missing_tables_are_named_where_they_are_not_to_be_made()
    {
        await using var storage = new PostgresRealityStorage(await cluster.NewDatabaseAsync(), new PostgresStorageOptions { CreateSchema = false, Schema = "other" });
        var missing = await Assert.ThrowsAsync<RealityPostgresException>(async () => await storage.InitializeAsync(Cancel));
        Assert.Equal(RealityPostgresError.SchemaMissing, missing.Error);
        Assert.Contains("GetScript(\"other\")", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tables_of_another_release_and_of_someone_else_are_told_apart()
    {
        var connectionString = await cluster.NewDatabaseAsync();
        var database = new NpgsqlConnectionStringBuilder(connectionString).Database!;
        var server = await cluster.StartAsync();
        await server.ExecuteAsync(PostgresRealityStorage.GetScript() + "update reality.meta set schema_version = 99; create schema foreign_one; create table foreign_one.meta (id integer)", database, Cancel);
        foreach (var (schema, said) in new[] { ("reality", "version 99"), ("foreign_one", "not Reality's") })
        {
            await using var storage = new PostgresRealityStorage(connectionString, new PostgresStorageOptions { Schema = schema });
            var refused = await Assert.ThrowsAsync<RealityPostgresException>(async () => await storage.InitializeAsync(Cancel));
            Assert.Equal(RealityPostgresError.SchemaVersion, refused.Error);
            Assert.Contains(said, refused.Message, StringComparison.Ordinal);
        }
    }

    /// <summary>A restore makes the keys after the data: until then nothing may be answered.</summary>
    [Fact]
    public async Task While_a_restore_is_under_way_nothing_is_answered()
    {
        var connectionString = await cluster.NewDatabaseAsync();
        var database = new NpgsqlConnectionStringBuilder(connectionString).Database!;
        var server = await cluster.StartAsync();
        await using var storage = new PostgresRealityStorage(connectionString);
        await storage.IncrementVersionAsync("k:1", Cancel);
        var cursor = (await storage.ListChangedSinceAsync(null, [], 10, Cancel)).Cursor;
        await server.ExecuteAsync("alter table reality.node drop constraint node_pkey", database, Cancel);
        var refused = await Assert.ThrowsAsync<RealityPostgresException>(async () => await storage.ListChangedSinceAsync(cursor, [], 10, Cancel));
        Assert.Equal(RealityPostgresError.SchemaIncomplete, refused.Error);
        Assert.False(await storage.IsHealthyAsync(Cancel));
        await server.ExecuteAsync("alter table reality.node add constraint node_pkey primary key (key)", database, Cancel);
        Assert.Empty((await storage.ListChangedSinceAsync(cursor, [], 10, Cancel)).Changed);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Upper")]
    [InlineData("with space")]
    [InlineData("1st")]
    [InlineData("pg_catalog")]
    [InlineData("a; drop table x")]
    public void Schemas_that_are_no_plain_names_are_refused(string schema) =>
        Assert.Throws<ArgumentException>(() => PostgresRealityStorage.GetScript(schema));

    private async Task<(string Database, string ConnectionString)> LimitedAsync()
    {
        var builder = new NpgsqlConnectionStringBuilder(await cluster.NewDatabaseAsync());
        var server = await cluster.StartAsync();
        await server.ExecuteAsync("do $$ begin create role limited login; exception when duplicate_object then null; end $$", cancel: Cancel);
        var database = builder.Database!;
        builder.Username = "limited";
        return (database, builder.ConnectionString);
    }
}
