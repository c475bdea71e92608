using System.Security.Cryptography;
using Reality.Server.Storage;
using Reality.Sqlite.Marks;

namespace Reality.Sqlite.Writing;

/// <summary>Marks (4b). They are written like nodes, in transactions, so that a settle and its bumps are one.</summary>
internal sealed partial class WriteTransaction
{
    /// <summary>Stores a mark whose deadline is counted from now.</summary>
    public StorageMark Mark(MarkSql marks, IReadOnlyList<StorageBump> bumps, TimeSpan time)
    {
        var mark = new StorageMark(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), [.. bumps]);
        var now = writer.Now();
        connection.Prepare(marks.Insert)
            .Bind(1, mark.Id).Bind(2, MarkedBumps.Format(mark.Bumps)).Bind(3, now).Bind(4, Deadline(now, time.TotalMilliseconds))
            .Run();
        return mark;
    }

    /// <summary>Removes a mark, where it still is.</summary>
    public void RemoveMark(MarkSql marks, string id) => connection.Prepare(marks.Delete).Bind(1, id).Run();

    /// <summary>
    /// Bumps the keys of the overdue marks, each once, and arms the marks again with twice their time, or removes them once they are as
    /// old as the retention.
    /// </summary>
    /// <returns>How many were overdue.</returns>
    public int SettleOverdue(MarkSql marks, TimeSpan retention)
    {
        var now = writer.Now();
        var overdue = FindOverdue(marks, now);
        BumpAll([.. overdue.SelectMany(found => MarkedBumps.Parse(found.Bumps)).DistinctBy(bump => bump.Key).OrderBy(bump => bump.Key, StringComparer.Ordinal)]);

        foreach (var found in overdue)
        {
            if (now - found.MadeAt >= retention.TotalMilliseconds)
                RemoveMark(marks, found.Id);
            else
                connection.Prepare(marks.Arm).Bind(1, found.Id).Bind(2, now).Bind(3, Deadline(now, 2.0 * found.Time)).Run();
        }

        return overdue.Count;
    }

    private List<(string Id, string Bumps, long MadeAt, long Time)> FindOverdue(MarkSql marks, long now)
    {
        var overdue = new List<(string, string, long, long)>();
        var statement = connection.Prepare(marks.Overdue).Bind(1, now);
        while (statement.Step())
            overdue.Add((statement.Text(0), statement.Text(1), statement.Int64(2), statement.Int64(3)));

        return overdue;
    }

    // Never in the past, and never beyond what the column holds.
    private static long Deadline(long now, double milliseconds) => now + (long)Math.Clamp(Math.Ceiling(milliseconds), 1, 1e15);
}
