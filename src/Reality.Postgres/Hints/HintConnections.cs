using Npgsql;

namespace Reality.Postgres.Hints;

/// <summary>
/// The connections for hints: two of their own where there is a connection string, so that they neither take from the application's pool
/// nor wait for it; with a data source of the application, which alone knows its passwords, two of its.
/// </summary>
internal sealed class HintConnections : IAsyncDisposable
{
    private readonly NpgsqlDataSource _source;
    private readonly bool _isOwned;

    public HintConnections(string connectionString)
    {
        var own = new NpgsqlConnectionStringBuilder(connectionString)
        {
            Pooling = true,
            MinPoolSize = 0,
            MaxPoolSize = 2,
            Multiplexing = false,
            Enlist = false,
            TcpKeepAlive = true,
            Timeout = 5,
        };
        own.ApplicationName = string.IsNullOrEmpty(own.ApplicationName) ? "reality hints" : $"{own.ApplicationName} hints";
        _source = NpgsqlDataSource.Create(own);
        _isOwned = true;
    }

    public HintConnections(NpgsqlDataSource source) => _source = source;

    public ValueTask<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken) => _source.OpenConnectionAsync(cancellationToken);

    public ValueTask DisposeAsync() => _isOwned ? _source.DisposeAsync() : ValueTask.CompletedTask;
}
