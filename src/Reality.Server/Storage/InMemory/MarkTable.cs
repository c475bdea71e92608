namespace Reality.Server.Storage.InMemory;

/// <summary>
/// The marks of writes that are under way elsewhere. Deadlines are reckoned on the monotonic clock, which is the storage's own: its
/// process is the only one. Not safe for concurrent use: the storage locks around it.
/// </summary>
internal sealed class MarkTable(TimeProvider time)
{
    private readonly Dictionary<string, Entry> _marks = new(StringComparer.Ordinal);
    private long _lastId;

    public bool HasOverdue => _marks.Count > 0 && _marks.Values.Any(IsOverdue);

    public StorageMark Add(IReadOnlyList<StorageBump> bumps, TimeSpan limit)
    {
        var now = time.GetTimestamp();
        var mark = new StorageMark((++_lastId).ToString(System.Globalization.CultureInfo.InvariantCulture), [.. bumps]);
        _marks.Add(mark.Id, new Entry(mark, now, now, limit));
        return mark;
    }

    public void Remove(string id) => _marks.Remove(id);

    /// <summary>Re-arms the overdue marks with twice their time, and removes those that are older than the retention.</summary>
    /// <returns>All of them.</returns>
    public List<StorageMark> TakeOverdue(TimeSpan retention)
    {
        var overdue = _marks.Values.Where(IsOverdue).ToList();
        foreach (var entry in overdue)
        {
            if (time.GetElapsedTime(entry.MadeAt) >= retention)
                _marks.Remove(entry.Mark.Id);
            else
                _marks[entry.Mark.Id] = entry with { ArmedAt = time.GetTimestamp(), Limit = entry.Limit * 2 };
        }

        return overdue.ConvertAll(entry => entry.Mark);
    }

    private bool IsOverdue(Entry entry) => time.GetElapsedTime(entry.ArmedAt) >= entry.Limit;

    private sealed record Entry(StorageMark Mark, long MadeAt, long ArmedAt, TimeSpan Limit);
}
