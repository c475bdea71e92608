using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Reality.Postgres.Tests.Standbys;

/// <summary>What was logged.</summary>
internal sealed class LogLines : ILogger
{
    private readonly ConcurrentQueue<string> _lines = new();

    public IEnumerable<string> All => _lines;

    public int Count(string part) => _lines.Count(line => line.Contains(part, StringComparison.Ordinal));

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue($"{formatter(state, exception)} {exception?.Message}");
}
