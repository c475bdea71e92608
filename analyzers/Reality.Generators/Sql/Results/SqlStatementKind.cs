namespace Reality.Generators.Sql;

/// <summary>What a statement is.</summary>
internal enum SqlStatementKind
{
    Unknown,
    Query,
    Insert,
    Update,
    Delete,
    Merge,
    Truncate,
    Copy,

    /// <summary>Makes, changes or drops what is in the schema: no rule judges it.</summary>
    Definition,

    /// <summary>Begins, ends or marks a transaction.</summary>
    Transaction,

    /// <summary>Settings, locks, notifications, upkeep: changes no row.</summary>
    Session,
}
