using System.Collections.Concurrent;

namespace Reality.Processes.Running;

/// <summary>
/// Starts processes from one thread that never ends. Linux sends the signal of a parent's death when the <em>thread</em> that forked ends,
/// and threads of the pool do.
/// </summary>
internal static class Spawner
{
    private static readonly BlockingCollection<Action> Queue = Begin();

    public static T Run<T>(Func<T> start)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Queue.Add(() =>
        {
            try
            {
                done.SetResult(start());
            }
            catch (Exception exception)
            {
                done.SetException(exception);
            }
        });
        return done.Task.GetAwaiter().GetResult();
    }

    private static BlockingCollection<Action> Begin()
    {
        var queue = new BlockingCollection<Action>();
        new Thread(() =>
        {
            foreach (var start in queue.GetConsumingEnumerable())
                start();
        })
        {
            IsBackground = true,
            Name = "process spawner",
        }.Start();
        return queue;
    }
}
