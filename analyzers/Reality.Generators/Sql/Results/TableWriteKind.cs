namespace Reality.Generators.Sql;

/// <summary>How a statement writes a table.</summary>
internal enum TableWriteKind
{
    Insert,
    Update,
    Delete,
    Truncate,
    Merge,
    Copy,
}
