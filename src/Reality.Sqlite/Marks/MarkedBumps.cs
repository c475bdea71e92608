using Reality.Server.Storage;

namespace Reality.Sqlite.Marks;

/// <summary>The keys of a mark as text: a line each, its family behind a blank. Keys hold neither.</summary>
internal static class MarkedBumps
{
    public static string Format(IReadOnlyList<StorageBump> bumps) =>
        string.Join('\n', bumps.Select(bump => bump.Family is null ? bump.Key : $"{bump.Key} {bump.Family}"));

    public static IEnumerable<StorageBump> Parse(string text)
    {
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var blank = line.IndexOf(' ', StringComparison.Ordinal);
            yield return blank < 0 ? new StorageBump(line) : new StorageBump(line[..blank], line[(blank + 1)..]);
        }
    }
}
