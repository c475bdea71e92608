namespace Reality.Generators.Sql;

/// <summary>Whose SQL a text is.</summary>
internal enum SqlDialect
{
    /// <summary>Not to be told from the code: what holds in either dialect counts, and only if they do not contradict each other.</summary>
    Unknown,
    PostgreSql,
    Sqlite,
}
