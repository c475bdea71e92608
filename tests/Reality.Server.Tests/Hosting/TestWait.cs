namespace Reality.Server.Tests.Hosting;

/// <summary>Waits for what happens on other threads, with an end.</summary>
internal static class TestWait
{
    public static async Task UntilAsync(Func<bool> condition, CancellationToken cancellationToken, [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(condition))] string? what = null)
    {
        for (var i = 0; i < 2000; i++)
        {
            if (condition())
                return;

            await Task.Delay(10, cancellationToken);
        }

        throw new TimeoutException($"It never happened: {what}");
    }
}
