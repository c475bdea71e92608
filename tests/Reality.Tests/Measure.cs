namespace Reality.Tests;

/// <summary>Measures what a piece of code allocates once it is warm.</summary>
internal static class Measure
{
    /// <summary>The bytes that one run allocates on this thread, the least of several: tiering may allocate in one of them.</summary>
    public static long Allocation(Func<int> run)
    {
        var least = long.MaxValue;
        for (var round = 0; round < 20; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            run();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }

    /// <summary>The sum over an array, without the enumerator that LINQ allocates.</summary>
    public static int Sum<T>(T[] items, Func<T, int> count)
    {
        var sum = 0;
        foreach (var item in items)
        {
            sum += count(item);
        }

        return sum;
    }
}
