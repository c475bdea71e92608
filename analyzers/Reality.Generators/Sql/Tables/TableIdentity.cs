namespace Reality.Generators.Sql.Tables;

/// <summary>Whether two names mean one table.</summary>
internal enum TableIdentity
{
    Different,

    /// <summary>One of them has a schema, the other is looked up by a search path that nobody knows here.</summary>
    Perhaps,
    Same,
}

/// <summary>
/// Compares names of tables. <c>users</c> is <c>public.users</c> on PostgreSQL and <c>main.users</c> on SQLite; beside any other schema it may be
/// the same or not. What is certain only warns; what is possible only keeps silent.
/// </summary>
internal static class TableComparison
{
    public static TableIdentity Compare(TableName left, SqlDialect leftDialect, TableName right, SqlDialect rightDialect)
    {
        if (IsOfOtherDatabase(leftDialect, rightDialect) || !string.Equals(left.Name, right.Name, ComparisonOf(leftDialect, rightDialect)))
        {
            return TableIdentity.Different;
        }

        var (mine, its) = (SchemaOf(left, leftDialect), SchemaOf(right, rightDialect));
        return string.Equals(mine, its, ComparisonOf(leftDialect, rightDialect)) ? TableIdentity.Same
            : mine is null || its is null ? TableIdentity.Perhaps
            : TableIdentity.Different;
    }

    /// <summary>
    /// Whether a write may change what a read sees of their table. A row that comes or goes changes every read of it, whatever columns it lists;
    /// of rows that stay, the columns tell.
    /// </summary>
    public static bool MayChange(this TableWrite write, TableRead read) => write.Kind != TableWriteKind.Update || write.Columns.MayMeet(read.Columns);

    /// <summary>Whether two sets may have a column in common. A quoted name that differs in case counts as the same: silence claims more than a warning here.</summary>
    private static bool MayMeet(this ColumnSet left, ColumnSet right) =>
        left.Extent != ColumnExtent.Listed || right.Extent != ColumnExtent.Listed || left.Names.Any(name => right.Names.Contains(name, StringComparer.OrdinalIgnoreCase));

    private static bool IsOfOtherDatabase(SqlDialect left, SqlDialect right) =>
        left != right && left != SqlDialect.Unknown && right != SqlDialect.Unknown;

    // SQLite does not tell upper from lower case, quoted or not.
    private static StringComparison ComparisonOf(SqlDialect left, SqlDialect right) =>
        left == SqlDialect.Sqlite || right == SqlDialect.Sqlite ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    private static string? SchemaOf(TableName table, SqlDialect dialect) => table.Schema switch
    {
        "public" when dialect != SqlDialect.Sqlite => null,
        "main" when dialect != SqlDialect.PostgreSql => null,
        var schema => schema,
    };
}
