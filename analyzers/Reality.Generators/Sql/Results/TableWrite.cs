namespace Reality.Generators.Sql;

/// <summary>A table that a statement writes.</summary>
/// <param name="Table">The table.</param>
/// <param name="Kind">How.</param>
/// <param name="Columns">The columns that it names: of an insert those that it lists. A row that comes or goes changes more than these.</param>
/// <param name="EditsInPlace">Whether a row that exists may be changed; <see langword="false"/> only where the statement provably just adds or removes rows.</param>
internal sealed record TableWrite(TableName Table, TableWriteKind Kind, ColumnSet Columns, bool EditsInPlace);
