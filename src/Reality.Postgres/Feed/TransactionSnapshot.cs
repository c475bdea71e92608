using System.Globalization;

namespace Reality.Postgres.Feed;

/// <summary>What a reader has seen: all transactions below <see cref="Xmax"/> but those that were in progress.</summary>
/// <param name="Xmin">The oldest id in progress: everything below it is over.</param>
/// <param name="Xmax">The next id that will be given.</param>
/// <param name="InProgress">The ids between them that were in progress.</param>
internal sealed record TransactionSnapshot(ulong Xmin, ulong Xmax, ulong[] InProgress)
{
    /// <summary>Every write whose id is at or below it is in the snapshot.</summary>
    public long Token => (long)Xmin - 1;

    /// <summary>No write whose id is above it is in the snapshot; between the two, some are.</summary>
    public long Latest => (long)Xmax - 1;

    /// <summary>
    /// Where a cursor continues that a hot standby's snapshot makes. It lists nothing in progress, so that everything from its oldest id on
    /// has to be asked for again.
    /// </summary>
    public TransactionSnapshot ToContinueFromStandby() => new(Xmin, Xmin, []);

    /// <summary>Whether what a transaction wrote is shown, if it was committed.</summary>
    public bool IsOver(ulong id) => id < Xmax && Array.IndexOf(InProgress, id) < 0;

    /// <summary>Reads PostgreSQL's form, <c>xmin:xmax:xid,xid</c>.</summary>
    public static TransactionSnapshot Parse(string text)
    {
        var parts = text.Split(':');
        return new TransactionSnapshot(
            Number(parts[0]),
            Number(parts[1]),
            parts[2].Length == 0 ? [] : Array.ConvertAll(parts[2].Split(','), Number));
    }

    private static ulong Number(string text) => ulong.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
