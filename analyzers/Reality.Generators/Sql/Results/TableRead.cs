namespace Reality.Generators.Sql;

/// <summary>A table that a statement reads, with the columns that it reads of it.</summary>
internal sealed record TableRead(TableName Table, ColumnSet Columns);
