using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Reality.Server.Hints;
using Xunit;

namespace Reality.Postgres.Tests.Hints;

/// <summary>One server's end of the hints over a PostgreSQL, as the application's services make it.</summary>
internal sealed class HintServer : ILoggerProvider, ILogger, IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly ServiceProvider _services;
    private readonly Task _running;

    public HintServer(string connectionString, Action<PostgresStorageOptions>? configure = null)
    {
        var services = new ServiceCollection();
        services.AddReality().UsePostgres(connectionString, configure);
        services.AddLogging(logging => logging.Services.AddSingleton<ILoggerProvider>(this));
        _services = services.BuildServiceProvider();
        Transport = _services.GetServices<IRealityHintTransport>().SingleOrDefault();
        _running = Transport?.RunAsync(Received.Enqueue, _stopping.Token) ?? Task.CompletedTask;
    }

    public IRealityHintTransport? Transport { get; }

    public ConcurrentQueue<RealityHint> Received { get; } = new();

    public IReality Reality => _services.GetRequiredService<IReality>();

    public IServiceProvider Services => _services;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static RealityHint Hint(long token) => new("one", "epoch", token);

    public Task SendAsync(long token) => Transport!.SendAsync(Hint(token), Cancel);

    public int Logged(string part) => _lines.Count(line => line.Contains(part, StringComparison.Ordinal));

    public IEnumerable<string> LinesWith(string part) => _lines.Where(line => line.Contains(part, StringComparison.Ordinal));

    /// <summary>What is logged as an exception is written with its stack.</summary>
    public ConcurrentQueue<Exception> LoggedExceptions { get; } = new();

    public Task UntilConnectedAsync() => UntilAsync(() => Transport!.IsConnected);

    public Task UntilReceivedAsync(long token) => UntilAsync(() => Received.Contains(Hint(token)));

    public static async Task UntilAsync(
        Func<bool> condition,
        [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(condition))] string? what = null)
    {
        for (var i = 0; !condition(); i++)
        {
            Assert.True(i < 1500, $"It never happened: {what}");
            await Task.Delay(20, Cancel);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running.WaitAsync(TimeSpan.FromSeconds(10), CancellationToken.None);
        await _services.DisposeAsync();
        _stopping.Dispose();
    }

    public void Dispose()
    {
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Note(formatter(state, exception), exception);

    private void Note(string line, Exception? exception)
    {
        _lines.Enqueue(line);
        if (exception is not null)
            LoggedExceptions.Enqueue(exception);
    }
}
