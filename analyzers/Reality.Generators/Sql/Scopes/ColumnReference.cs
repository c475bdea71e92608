namespace Reality.Generators.Sql.Scopes;

/// <summary>A name in an expression that is a column's, or a table's for its whole row.</summary>
/// <param name="Qualifier">What stands before it, outermost first: a table or an alias, and perhaps a schema.</param>
/// <param name="Column">The column; <see langword="null"/> for <c>*</c>.</param>
/// <param name="Offset">Where it stands.</param>
/// <param name="IsLocal">Whether only tables of its own query can have it: <c>*</c>, and the names in <c>using (…)</c>.</param>
internal sealed record ColumnReference(IReadOnlyList<string> Qualifier, string? Column, int Offset, bool IsLocal = false);
