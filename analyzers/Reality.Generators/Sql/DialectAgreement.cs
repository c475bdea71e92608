namespace Reality.Generators.Sql;

/// <summary>Compares what one text means in two dialects.</summary>
internal static class DialectAgreement
{
    /// <summary>Whether two readings name the same tables and columns, but for the case of quoted names.</summary>
    public static bool Agree(SqlText left, SqlText right) =>
        left.Statements.Count == right.Statements.Count
        && left.Statements.Zip(right.Statements, Agree).All(static agree => agree);

    private static bool Agree(SqlStatement left, SqlStatement right) =>
        left.Kind == right.Kind && Describe(left).SetEquals(Describe(right));

    private static HashSet<string> Describe(SqlStatement statement)
    {
        var lines = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var read in statement.Reads)
        {
            lines.Add($"read {read.Table}: {read.Columns}");
        }

        foreach (var write in statement.Writes)
        {
            lines.Add($"{write.Kind} {write.Table}: {write.Columns} {write.EditsInPlace}");
        }

        return lines;
    }
}
