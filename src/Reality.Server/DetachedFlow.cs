namespace Reality.Server;

/// <summary>Begins work that outlives the request it was begun in: nothing that flows with the request is kept alive by it.</summary>
internal static class DetachedFlow
{
    /// <param name="work">It handles its own failures.</param>
    public static void Start(Func<Task> work)
    {
        if (ExecutionContext.IsFlowSuppressed())
        {
            _ = work();
            return;
        }

        using (ExecutionContext.SuppressFlow())
            _ = work();
    }
}
