namespace Reality.Sqlite.Marks;

/// <summary>
/// The statements of the marks. Times are Unix milliseconds. A mark is overdue once its deadline is reached, and also when the clock
/// stands before the moment it was armed: a clock that was set back must not keep it waiting.
/// </summary>
internal sealed class MarkSql(string prefix)
{
    public string Create { get; } = $"""
        CREATE TABLE {prefix}marks (
            id TEXT NOT NULL PRIMARY KEY,
            bumps TEXT NOT NULL,
            made_at INTEGER NOT NULL,
            armed_at INTEGER NOT NULL,
            deadline INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX {prefix}marks_deadline ON {prefix}marks (deadline);
        CREATE INDEX {prefix}marks_armed_at ON {prefix}marks (armed_at);
        """;

    public string Insert { get; } = $"INSERT INTO {prefix}marks (id, bumps, made_at, armed_at, deadline) VALUES (?1, ?2, ?3, ?3, ?4)";

    /// <summary>What tells whether a mark is overdue, now or later; one look into each index.</summary>
    public string Due { get; } = $"SELECT (SELECT min(deadline) FROM {prefix}marks), (SELECT max(armed_at) FROM {prefix}marks)";

    public string Overdue { get; } = $"""
        SELECT id, bumps, made_at, deadline - armed_at FROM {prefix}marks WHERE deadline <= ?1
        UNION ALL
        SELECT id, bumps, made_at, deadline - armed_at FROM {prefix}marks WHERE armed_at > ?1 AND deadline > ?1
        """;

    public string Arm { get; } = $"UPDATE {prefix}marks SET armed_at = ?2, deadline = ?3 WHERE id = ?1";

    public string Delete { get; } = $"DELETE FROM {prefix}marks WHERE id = ?1";
}
