using Npgsql;
using Reality.Processes.Postgres;
using Reality.Server;
using Xunit;

namespace Reality.Tool.Tests;

/// <summary>Rule 2: a restored database begins a new epoch, by the real program beside a running server.</summary>
public sealed class NewEpochTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("reality-tool-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Sqlite => $"Data Source={Path.Combine(_directory, "app.db")}";

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public Task Rule_2_a_server_on_SQLite_answers_every_key_as_changed() =>
        ChangesEverythingAsync(builder => builder.UseSqlite(Sqlite), "--sqlite", Sqlite);

    [Fact]
    public Task Rule_2_the_tables_may_have_another_prefix() =>
        ChangesEverythingAsync(builder => builder.UseSqlite(Sqlite, options => options.TablePrefix = "mine_"), "--sqlite", Sqlite, "--prefix", "mine_");

    [Fact]
    public async Task Rule_2_a_server_on_PostgreSQL_answers_every_key_as_changed()
    {
        Assert.SkipUnless(PostgresServer.Missing is null, PostgresServer.Missing ?? "");
        await using var server = await PostgresServer.StartAsync(new PostgresOptions(), Cancel);
        var database = await server.CreateDatabaseAsync("tool", Cancel);

        var absent = await ToolRun.OfAsync("new-epoch", "--postgres", database);
        Assert.Equal(1, absent.Code);
        Assert.Contains("'reality'", absent.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", absent.Errors, StringComparison.Ordinal);

        var script = await ToolRun.OfAsync("script", "--postgres", "--schema", "live");
        Assert.Equal((0, ""), (script.Code, script.Errors));
        await using (var source = NpgsqlDataSource.Create(database))
        await using (var command = source.CreateCommand(script.Output))
            await command.ExecuteNonQueryAsync(Cancel);

        await ChangesEverythingAsync(
            builder => builder.UsePostgres(database, options => (options.Schema, options.CreateSchema) = ("live", false)),
            "--postgres",
            database,
            "--schema",
            "live");
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_named_and_not_made()
    {
        var run = await ToolRun.OfAsync("new-epoch", "--sqlite", Sqlite);

        Assert.Equal(1, run.Code);
        Assert.Contains("app.db", run.Errors, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_directory));
    }

    [Fact]
    public async Task A_file_without_the_tables_is_named_and_left_alone()
    {
        var file = Path.Combine(_directory, "app.db");
        await File.WriteAllBytesAsync(file, [], Cancel);

        var run = await ToolRun.OfAsync("new-epoch", "--sqlite", Sqlite);

        Assert.Equal(1, run.Code);
        Assert.Contains("reality_meta", run.Errors, StringComparison.Ordinal);
        Assert.Equal(0, new FileInfo(file).Length);
    }

    [Theory]
    [InlineData("Data Source=:memory:")]
    [InlineData("Nonsense=1")]
    public async Task A_connection_string_that_cannot_be_is_refused(string connectionString)
    {
        var run = await ToolRun.OfAsync("new-epoch", "--sqlite", connectionString);

        Assert.Equal(1, run.Code);
        Assert.NotEmpty(run.Errors);
        Assert.DoesNotContain("   at ", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_an_error()
    {
        var run = await ToolRun.OfAsync("new-epoch", "--postgres", "Host=127.0.0.1;Port=1;Database=app;Username=app;Timeout=5");

        Assert.Equal(1, run.Code);
        Assert.Contains("127.0.0.1", run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("new-epoch")]
    [InlineData("new-epoch", "--sqlite", "Data Source=a.db", "--postgres", "Host=a")]
    [InlineData("new-epoch", "--sqlite", "Data Source=a.db", "--schema", "mine")]
    [InlineData("new-epoch", "--postgres", "Host=a", "--prefix", "mine_")]
    [InlineData("script")]
    [InlineData("old-epoch")]
    public async Task Wrong_arguments_are_told_from_failures(params string[] arguments)
    {
        var run = await ToolRun.OfAsync(arguments);

        Assert.Equal(2, run.Code);
        Assert.NotEmpty(run.Errors);
    }

    private static async Task ChangesEverythingAsync(Action<RealityBuilder> storage, params string[] arguments)
    {
        await using var server = await RunningServer.StartAsync(storage);
        await server.WriteAsync("chat:room:written");
        var all = new Dictionary<string, long> { ["chat:room:written"] = 0, ["chat:room:unwritten"] = 0 };
        var (held, epoch) = await server.SyncAsync(all);
        Assert.Equal(2, held.Count);
        Assert.Empty((await server.SyncAsync(held)).Changed);

        var run = await ToolRun.OfAsync(["new-epoch", .. arguments]);

        Assert.Equal((0, ""), (run.Code, run.Errors));
        var (changed, next) = await server.SyncAsync(held);
        Assert.Equal(held.Keys.Order(), changed.Keys.Order());
        Assert.All(changed, key => Assert.True(key.Value > held[key.Key]));
        Assert.NotEqual(epoch, next);
        Assert.Contains(epoch, run.Output, StringComparison.Ordinal);
        Assert.Contains(next, run.Output, StringComparison.Ordinal);
        Assert.Contains("base 0", run.Output, StringComparison.Ordinal);
    }
}
