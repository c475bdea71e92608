using System.Runtime.Versioning;
using Dapper;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Reality.Sqlite.Tests.Opening;

/// <summary>Errors that a person can act on: they name the file, what was found and what to do.</summary>
public sealed class FileErrorTests : IDisposable
{
    private readonly DatabaseFile _file = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _file.Dispose();

    [Theory]
    [InlineData("Data Source=:memory:")]
    [InlineData("Data Source=app.db;Mode=Memory")]
    [InlineData("Data Source=app.db;Cache=Shared")]
    [InlineData("Data Source=file:app.db?mode=memory&cache=shared")]
    [InlineData("Data Source=app.db;Mode=ReadOnly")]
    [InlineData("")]
    public void What_cannot_hold_nodes_is_refused_before_it_is_opened(string connectionString)
    {
        var refused = Assert.ThrowsAny<ArgumentException>(() => new SqliteRealityStorage(new SqliteStorageOptions { ConnectionString = connectionString }));
        Assert.Matches("Data Source=app.db|Mode=ReadOnly", refused.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1_")]
    [InlineData("x; drop table rooms --")]
    public void A_table_prefix_is_a_plain_name(string prefix) =>
        Assert.ThrowsAny<ArgumentException>(() => _file.Open(options => options.TablePrefix = prefix));

    [Fact]
    public async Task A_missing_directory_is_named()
    {
        var path = Path.Combine(_file.Directory, "missing", "app.db");
        var error = await FailsAsync($"Data Source={path}", RealitySqliteError.CannotOpen);
        Assert.Contains($"there is no directory '{Path.GetDirectoryName(path)}'", error.Message, StringComparison.Ordinal);
        Assert.Equal(path, error.DatabasePath);
    }

    [Fact]
    public async Task A_directory_is_no_file()
    {
        var error = await FailsAsync($"Data Source={_file.Directory}", RealitySqliteError.CannotOpen);
        Assert.Contains("is a directory", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_left_as_it_is()
    {
        var text = new string('x', 5000);
        await File.WriteAllTextAsync(_file.Path, text, Cancel);
        await FailsAsync(_file.ConnectionString, RealitySqliteError.Corrupt);
        Assert.Equal(text, await File.ReadAllTextAsync(_file.Path, Cancel));
    }

    [Fact]
    public async Task A_damaged_file_is_named()
    {
        using (var storage = _file.Open())
        {
            for (var write = 0; write < 200; write++)
                await storage.IncrementVersionAsync($"key:{write}", Cancel);
        }

        var bytes = await File.ReadAllBytesAsync(_file.Path, Cancel);
        Array.Fill<byte>(bytes, 0xFF, 4096, bytes.Length - 4096);
        await File.WriteAllBytesAsync(_file.Path, bytes, Cancel);
        await FailsAsync(_file.ConnectionString, RealitySqliteError.Corrupt);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task A_file_that_may_not_be_written_is_named()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Permissions are others there.");
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "Permissions do not bind this user.");
        using (var storage = _file.Open())
            await storage.InitializeAsync(Cancel);

        File.SetUnixFileMode(_file.Path, UnixFileMode.UserRead);
        await FailsAsync(_file.ConnectionString, RealitySqliteError.ReadOnly);
    }

    [Fact]
    public async Task Tables_of_a_newer_release_are_not_touched()
    {
        using (var storage = _file.Open())
            await storage.InitializeAsync(Cancel);

        await using (var connection = new SqliteConnection(_file.ConnectionString + ";Pooling=False"))
            await connection.ExecuteAsync("update reality_meta set schema = 99");

        var error = await FailsAsync(_file.ConnectionString, RealitySqliteError.Schema);
        Assert.Contains("version 99", error.Message, StringComparison.Ordinal);
        Assert.Contains("knows up to version ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tables_of_the_applications_own_are_not_touched()
    {
        await using (var connection = new SqliteConnection(_file.ConnectionString + ";Pooling=False"))
            await connection.ExecuteAsync("create table reality_meta (mine text)");

        var error = await FailsAsync(_file.ConnectionString, RealitySqliteError.Schema);
        Assert.Contains("TablePrefix", error.Message, StringComparison.Ordinal);

        using var storage = _file.Open(options => options.TablePrefix = "live_");
        Assert.Equal(1, (await storage.IncrementVersionAsync("k:1", Cancel)).Node.Version);
    }

    [Fact]
    public async Task A_file_deleted_or_replaced_under_a_running_server_is_noticed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "An open file cannot be deleted there.");
        using var storage = _file.Open();
        await storage.IncrementVersionAsync("k:1", Cancel);
        var cursor = (await storage.ListChangedSinceAsync(null, [], 10, Cancel)).Cursor;
        File.Move(_file.Path, _file.Path + ".moved");
        await GoneAsync();
        await File.WriteAllTextAsync(_file.Path, "", Cancel);
        await GoneAsync();
        Assert.False(await storage.IsHealthyAsync(Cancel));

        async Task GoneAsync()
        {
            var write = await Assert.ThrowsAsync<RealitySqliteException>(async () => await storage.IncrementVersionAsync("k:1", Cancel));
            Assert.Contains(_file.Path, write.Message, StringComparison.Ordinal);
            await Assert.ThrowsAsync<RealitySqliteException>(async () => await storage.ListChangedSinceAsync(cursor, [], 10, Cancel));
            await Assert.ThrowsAsync<RealitySqliteException>(async () => await storage.OpenAsync(Cancel));
        }
    }

    [Fact]
    public async Task An_unreachable_storage_is_unhealthy_and_recovers()
    {
        var directory = Path.Combine(_file.Directory, "later");
        using var storage = new SqliteRealityStorage(new SqliteStorageOptions { ConnectionString = $"Data Source={Path.Combine(directory, "app.db")}" });
        Assert.False(await storage.IsHealthyAsync(Cancel));
        Directory.CreateDirectory(directory);
        Assert.True(await storage.IsHealthyAsync(Cancel));
    }

    private static async Task<RealitySqliteException> FailsAsync(string connectionString, RealitySqliteError expected)
    {
        using var storage = new SqliteRealityStorage(new SqliteStorageOptions { ConnectionString = connectionString });
        var error = await Assert.ThrowsAsync<RealitySqliteException>(async () => await storage.IncrementVersionAsync("k:1", Cancel));
        Assert.Equal(expected, error.Error);
        Assert.Contains(error.DatabasePath, error.Message, StringComparison.Ordinal);
        return error;
    }
}
