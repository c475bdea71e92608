using Reality.Generators.Models;

namespace Reality.Generators.Sql;

/// <summary>What is known of one SQL text.</summary>
/// <param name="Statements">Its statements in order, without those that only make or use temporary tables of the same text.</param>
internal sealed record SqlText(EquatableArray<SqlStatement> Statements)
{
    /// <summary>The first thing that was not understood; <see langword="null"/> where all was.</summary>
    public SqlUnknown? Unknown => Statements.FirstOrDefault(static statement => statement.Unknown is not null)?.Unknown;
}
