using System.Globalization;
using Reality.Postgres.Feed;
using Reality.Server.Storage;

namespace Reality.Postgres.Standby;

/// <summary>What a standby said.</summary>
/// <param name="Replayed">Where it had come to in the log before it looked.</param>
/// <param name="Committed">
/// When the last commit was made that it had replayed before it looked, by the primary's clock in microseconds since 1970. All that was to
/// be seen on the primary at that moment is included: it was logged earlier.
/// </param>
/// <param name="About">What it said besides nodes.</param>
/// <param name="Nodes">The nodes that changed.</param>
/// <param name="Also">The further nodes that were asked for.</param>
internal sealed record StandbyAnswer(ulong? Replayed, long? Committed, string?[]? About, List<StorageNode> Nodes, List<StorageNode> Also)
{
    public bool IsStandby => About?[2] == "true";

    public TransactionSnapshot Snapshot { get; } = TransactionSnapshot.Parse(About?[3] ?? "0:0:");

    /// <summary>A place in the log before which everything was logged that it shows.</summary>
    public ulong Log { get; } = ulong.Parse(About?[4] ?? "0", CultureInfo.InvariantCulture);

    public bool HasOverdueMarks => About?[5] == "true";

    public bool IsComplete => About?[6] == "true";

    public bool IsTruncated => About?[7] == "true";

    /// <summary>The transactions whose rows it listed.</summary>
    public ulong[] Shown { get; } =
        About?[8] is { Length: > 2 } list ? [.. list[1..^1].Split(',').Select(id => ulong.Parse(id, CultureInfo.InvariantCulture))] : [];

    public bool IsOf(StorageIdentity identity) =>
        About is [{ } epoch, { } start, ..] && epoch == identity.Epoch && start == identity.Base.ToString(CultureInfo.InvariantCulture);
}
