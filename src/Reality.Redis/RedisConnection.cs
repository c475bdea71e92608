using StackExchange.Redis;

namespace Reality.Redis;

/// <summary>The connection to Redis: made when it is first asked for, and closed only if it was made here.</summary>
internal sealed class RedisConnection : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly ConfigurationOptions? _configuration;
    private Task<IConnectionMultiplexer>? _connecting;

    /// <summary>One of the application's own, which stays as it is configured.</summary>
    public RedisConnection(IConnectionMultiplexer existing) => _connecting = Task.FromResult(existing);

    /// <summary>One for hints alone.</summary>
    public RedisConnection(ConfigurationOptions configuration, RedisHintOptions options)
    {
        _configuration = configuration.Clone();

        // Redis may come up later than the server, and may go away: the connection is kept trying, and nothing queues up for it.
        _configuration.AbortOnConnectFail = false;
        _configuration.BacklogPolicy = BacklogPolicy.FailFast;
        _configuration.AsyncTimeout = (int)options.SendTimeout.TotalMilliseconds;
        _configuration.KeepAlive = Math.Max(1, (int)options.CheckInterval.TotalSeconds);
        _configuration.ClientName ??= "reality-hints";
    }

    /// <summary>The connection, if there is one already.</summary>
    public IConnectionMultiplexer? Existing => Volatile.Read(ref _connecting) is { IsCompletedSuccessfully: true } made ? made.Result : null;

    /// <summary>The connection, which may be without Redis for now.</summary>
    public Task<IConnectionMultiplexer> GetAsync()
    {
        lock (_lock)
        {
            if (_connecting is null or { IsFaulted: true } or { IsCanceled: true })
                _connecting = ConnectAsync(_configuration!);

            return _connecting;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_configuration is not null && Existing is { } made)
            await made.DisposeAsync();
    }

    // Apart from its caller: the library resolves names before its first await.
    private static async Task<IConnectionMultiplexer> ConnectAsync(ConfigurationOptions configuration)
    {
        await Task.Yield();
        return await ConnectionMultiplexer.ConnectAsync(configuration);
    }
}
