namespace Reality.Server.Replica;

/// <summary>The requests that wait for one pull, and the keys that ride with it.</summary>
internal sealed class PullBatch
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private HashSet<string>? _keys;

    public Task Done => _done.Task;

    public IReadOnlyCollection<string> Keys => _keys ?? (IReadOnlyCollection<string>)[];

    public void Add(List<string>? misses)
    {
        if (misses is null)
            return;

        _keys ??= new HashSet<string>(misses.Count, StringComparer.Ordinal);
        _keys.UnionWith(misses);
    }

    public void Succeed() => _done.SetResult();

    public void Fail(Exception exception)
    {
        _done.SetException(exception);

        // All who waited may have gone; then nobody looks at the failure, which is logged already.
        _ = _done.Task.Exception;
    }
}
