namespace Reality.Generators.Sql.Tables;

/// <summary>Whether a write can change rows of a read without adding or removing any.</summary>
internal static class InPlaceEdits
{
    /// <summary>
    /// Whether that is certain not to happen: all SQL of both is known, no function is called that may write or read elsewhere, nothing is left to
    /// other contracts, and what is edited is none of the read's tables, or other columns. A table that the write itself writes by name is no view;
    /// of any other nobody knows what is behind it, so that beside an edit of anything it is not certain.
    /// </summary>
    public static bool AreRuledOut(MethodTables write, MethodTables read, DeclaredTables declared)
    {
        if (write.Unknown is not null || read.Unknown is not null || write.Contracts.Count > 0
            || !write.Calls.Concat(read.Calls).All(call => KnownFunctions.AreHarmless(call) || declared.IsDeclared(call)))
        {
            return false;
        }

        var edits = write.Writes.Where(static one => one.EditsInPlace).ToList();
        return edits.Count == 0
            || (read.Reads.All(table => declared.IsView(table.Table) || write.Writes.Any(one => Compare(one, write, table, read) == TableIdentity.Same))
                && !edits.Any(edit => read.Reads.Any(table => Compare(edit, write, table, read) != TableIdentity.Different && edit.MayChange(table))));
    }

    private static TableIdentity Compare(TableWrite written, MethodTables write, TableRead table, MethodTables read) =>
        TableComparison.Compare(written.Table, write.Dialect, table.Table, read.Dialect);
}
