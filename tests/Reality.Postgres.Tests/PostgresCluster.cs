using Reality.Processes.Postgres;
using Xunit;

[assembly: AssemblyFixture(typeof(Reality.Postgres.Tests.PostgresCluster))]

namespace Reality.Postgres.Tests;

/// <summary>
/// One PostgreSQL for all tests that do it no harm, started by the first of them. They are one collection, so they run one after the
/// other: transaction ids are the cluster's, and a transaction of one test would hold back the token of another one's pull. Tests with a
/// cluster of their own run beside them.
/// </summary>
public sealed class PostgresCluster : IAsyncDisposable
{
    // Vacuum and analyze would be given ids of their own.
    private static readonly PostgresOptions Quiet = new() { Settings = new Dictionary<string, string> { ["autovacuum"] = "off" } };
    private readonly SemaphoreSlim _starting = new(1, 1);
    private PostgresServer? _server;
    private int _databases;

    /// <summary>The server; the test is skipped where PostgreSQL is not installed.</summary>
    public async ValueTask<PostgresServer> StartAsync()
    {
        if (PostgresServer.Missing is { } missing)
            Assert.Skip(missing);

        await _starting.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            return _server ??= await PostgresServer.StartAsync(Quiet, TestContext.Current.CancellationToken);
        }
        finally
        {
            _starting.Release();
        }
    }

    /// <summary>Makes a database for one test.</summary>
    /// <returns>Its connection string.</returns>
    public async ValueTask<string> NewDatabaseAsync() =>
        await (await StartAsync()).CreateDatabaseAsync($"test{Interlocked.Increment(ref _databases)}", TestContext.Current.CancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();

        _starting.Dispose();
    }
}
