namespace Reality.CodeFixes;

/// <summary>One way to solve a diagnostic.</summary>
/// <param name="Title">What the light bulb says.</param>
/// <param name="Key">Equal for offers that Fix All applies together; the first offer's key is what the formatter applies.</param>
/// <param name="Write">Writes the edits, against the solution as it was.</param>
internal sealed record Offer(string Title, string Key, Func<Edits, CancellationToken, Task> Write)
{
    /// <summary>An offer whose edits need no waiting.</summary>
    public static Offer Of(string title, string key, Action<Edits> write) => new(
        title,
        key,
        (edits, _) =>
        {
            write(edits);
            return Task.CompletedTask;
        });
}
