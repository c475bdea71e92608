using Reality.Sqlite.Connections;

namespace Reality.Sqlite.Marks;

/// <summary>When the next mark falls due, as a pull has read it: deadlines pass without anything being written.</summary>
/// <param name="Deadline">The earliest deadline.</param>
/// <param name="ArmedAt">The latest moment at which a mark was armed.</param>
internal readonly record struct DueMarks(long Deadline, long ArmedAt)
{
    /// <summary>There is no mark.</summary>
    public static readonly DueMarks None = new(long.MaxValue, long.MinValue);

    public static DueMarks Read(StorageConnection connection, MarkSql sql)
    {
        var statement = connection.Prepare(sql.Due);
        statement.Step();
        var due = statement.IsNull(0) ? None : new DueMarks(statement.Int64(0), statement.Int64(1));
        statement.Reset();
        return due;
    }

    /// <summary>Whether some mark is overdue at a moment.</summary>
    public bool AreOverdue(long now) => now >= Deadline || now < ArmedAt;
}
