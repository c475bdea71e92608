namespace Reality.Generators.Sql.Lexing;

/// <summary>Words that are no names. A word that is one in the dialect at hand but not here is only ever "I do not know".</summary>
internal static class SqlWords
{
    private static readonly HashSet<string> Structural = Set(
        """
        all and as asc between case cast check collate constraint create cross default deferrable desc distinct else end except exists foreign
        from full group having in inner intersect into is isnull join left limit natural not notnull null offset on or order outer primary
        references returning right select set table then to union unique using values when where window with
        """);

    private static readonly HashSet<string> Postgres = Set(
        """
        all analyse analyze and any array as asc asymmetric both case cast check collate column constraint create current_catalog current_date
        current_role current_time current_timestamp current_user default deferrable desc distinct do else end except false fetch for foreign
        from grant group having in initially intersect into lateral leading limit localtime localtimestamp not null offset on only or order
        placing primary references returning select session_user some symmetric system_user table then to trailing true union unique user using
        variadic when where window with
        authorization binary collation concurrently cross current_schema freeze full ilike inner is isnull join left like natural notnull outer
        overlaps right similar tablesample verbose
        """);

    private static readonly HashSet<string> Sqlite = Set(
        """
        add all alter and as autoincrement between case check collate commit constraint create current_date current_time current_timestamp
        default deferrable delete distinct drop else escape except exists false foreign from group having in index insert intersect into is
        isnull join limit not notnull null on or order primary references returning select set table then to transaction true union unique
        update using values when where
        """);

    /// <summary>Words that PostgreSQL and SQLite read as values.</summary>
    private static readonly HashSet<string> Values = Set("null true false default current_date current_time current_timestamp");

    private static readonly HashSet<string> PostgresValues = Set(
        "current_catalog current_role current_schema current_user localtime localtimestamp session_user system_user user");

    /// <summary>Whether a word can name a column or a table.</summary>
    public static bool IsReserved(string word, SqlDialect dialect) => (dialect == SqlDialect.PostgreSql ? Postgres : Sqlite).Contains(word);

    /// <summary>Whether a word after an expression or a table goes on with the statement instead of being an alias.</summary>
    public static bool Continues(string word, SqlDialect dialect) => Structural.Contains(word) || IsReserved(word, dialect);

    /// <summary>Whether a word is a value by itself.</summary>
    public static bool IsValue(string word, SqlDialect dialect) =>
        Values.Contains(word) || (dialect == SqlDialect.PostgreSql && PostgresValues.Contains(word));

    private static HashSet<string> Set(string words) => new(words.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries), StringComparer.Ordinal);
}
