using Microsoft.Data.Sqlite;

namespace Reality.Tests.Weaving;

/// <summary>Rule 4b without a server: writes whose data is not in the database.</summary>
public sealed class RealityTestElsewhereTests : IAsyncLifetime
{
    private readonly SqliteConnection _connection = new("Data Source=:memory:");
    private RealityTest _reality = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _connection.OpenAsync(Token);
        _reality = RealityTest.Over(_connection);
    }

    public async ValueTask DisposeAsync() => await _connection.DisposeAsync();

    [Fact]
    public async Task Rule_4b_a_write_bumps_what_it_reports()
    {
        var result = await _reality.WriteElsewhereAsync(
            mark =>
            {
                mark.Add(new RoomKey("a"));
                mark.AddFamily("chat:room:*");
            },
            (write, _) =>
            {
                Assert.Empty(_reality.Bumped);
                write.Bump(new RoomKey("b"));
                return Task.FromResult(7);
            },
            Token);

        Assert.Equal(7, result);
        Assert.Equal(["chat:room:b"], _reality.Bumped);
    }

    [Fact]
    public async Task Rule_4b_a_write_that_throws_bumps_what_it_marked()
    {
        await Assert.ThrowsAsync<FormatException>(() =>
            _reality.WriteElsewhereAsync(mark => mark.Add(new RoomKey("a")), (_, _) => throw new FormatException(), Token));

        Assert.Equal(["chat:room:a"], _reality.Bumped);
    }

    [Fact]
    public async Task Rule_4b_a_key_that_was_not_marked_is_refused_and_bumped()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => _reality.WriteElsewhereAsync(
            mark => mark.AddFamily("chat:*:room"),
            (write, _) =>
            {
                write.Bump(new RoomKey("b"));
                return Task.CompletedTask;
            },
            Token));

        Assert.Contains("chat:room:b", _reality.Bumped);
    }

    [Fact]
    public async Task Rule_4b_it_is_no_part_of_a_transaction()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => _reality.TransactAsync(
            token => _reality.WriteElsewhereAsync(mark => mark.Add(new RoomKey("a")), (_, _) => Task.CompletedTask, token), Token));

        Assert.Empty(_reality.Bumped);
    }

    [Fact]
    public async Task Rule_4b_a_read_needs_no_connection()
    {
        await _connection.CloseAsync();

        Assert.Equal("there", await _reality.ReadElsewhereAsync(_ => Task.FromResult("there"), Token));

        Assert.Equal(System.Data.ConnectionState.Closed, _connection.State);
    }
}
