using Reality.Generators.Models;

namespace Reality.Generators.Sql;

/// <summary>What is known of one statement.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Where it begins in the text.</param>
/// <param name="Reads">The tables whose rows it reads. A written table is among them only where columns of its rows are read as well.</param>
/// <param name="Writes">The tables that it writes.</param>
/// <param name="Calls">The functions that it calls, as written but for case: some may be declared to read tables.</param>
/// <param name="Unknown">Why it is not understood; nothing else is then said of its tables.</param>
internal sealed record SqlStatement(
    SqlStatementKind Kind,
    int Start,
    EquatableArray<TableRead> Reads,
    EquatableArray<TableWrite> Writes,
    EquatableArray<string> Calls,
    SqlUnknown? Unknown = null);
