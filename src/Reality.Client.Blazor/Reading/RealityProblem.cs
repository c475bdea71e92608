namespace Reality.Client.Blazor;

/// <summary>What went wrong with a view, for its <see cref="RealityView{T}.Error"/> template.</summary>
public sealed class RealityProblem
{
    private readonly Func<Task> _retry;

    internal RealityProblem(Exception exception, bool hasData, Func<Task> retry) => (Exception, HasData, _retry) = (exception, hasData, retry);

    /// <summary>What went wrong.</summary>
    public Exception Exception { get; }

    /// <summary>Whether the last good data is shown beside the template.</summary>
    public bool HasData { get; }

    /// <summary>Whether it can pass by itself; the client then goes on trying.</summary>
    public bool IsTransient => Exception is RealityException { IsTransient: true };

    /// <summary>Asks the server at once. Never throws: a failure is told as any other is.</summary>
    public async Task RetryAsync()
    {
        try
        {
            await _retry();
        }
        catch (Exception error) when (error is RealityException or ObjectDisposedException)
        {
            // The view shows it.
        }
    }
}
