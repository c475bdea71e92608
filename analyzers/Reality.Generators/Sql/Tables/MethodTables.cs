using Reality.Generators.Models;

namespace Reality.Generators.Sql.Tables;

/// <summary>The tables that a method reads and writes, itself and through other methods of its class.</summary>
/// <param name="Dialect">The dialect, where all of its SQL is of one.</param>
/// <param name="Reads">The tables that it reads.</param>
/// <param name="Writes">The tables that it writes.</param>
/// <param name="Calls">The functions that it calls, in lower case.</param>
/// <param name="Unknown">Why it cannot be told; nothing is then said of its tables.</param>
/// <param name="IsBroken">Whether that is because it does not compile: who is typing knows.</param>
/// <param name="Contracts">The templates that the contracts it calls invalidate.</param>
/// <param name="BumpsByHand">Whether it raises versions itself, of keys that nobody has looked at.</param>
internal sealed record MethodTables(
    SqlDialect Dialect,
    EquatableArray<TableRead> Reads,
    EquatableArray<TableWrite> Writes,
    EquatableArray<string> Calls,
    string? Unknown,
    bool IsBroken,
    EquatableArray<string> Contracts,
    bool BumpsByHand)
{
    public static MethodTables None { get; } = new(SqlDialect.Unknown, [], [], [], null, false, [], false);

    /// <summary>Whether it has nothing to do with SQL.</summary>
    public bool IsEmpty => Reads.Count == 0 && Writes.Count == 0 && Calls.Count == 0 && Unknown is null;

    public MethodTables WithUnknown(string reason) => this with { Reads = [], Writes = [], Calls = [], Unknown = reason };
}
