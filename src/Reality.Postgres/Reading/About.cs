using System.Globalization;
using Reality.Postgres.Feed;
using Reality.Server.Storage;

namespace Reality.Postgres.Reading;

/// <summary>What is read beside nodes, at the same moment.</summary>
/// <param name="Identity">Who the storage is; <see langword="null"/> before its first use.</param>
/// <param name="Incarnation">Which life of the cluster this is; <see langword="null"/> where that is not written down yet.</param>
/// <param name="Snapshot">The statement's snapshot.</param>
/// <param name="HasOverdueMarks">Whether marks are overdue.</param>
/// <param name="IsComplete">Whether the tables have their keys; while a restore is under way they do not.</param>
/// <param name="IsTruncated">Whether more was to be listed than the limit allows.</param>
/// <param name="Log">Where the log ends: whatever the snapshot shows was logged before.</param>
/// <param name="Clock">The clock, in microseconds since 1970.</param>
internal sealed record About(
    StorageIdentity? Identity,
    string? Incarnation,
    TransactionSnapshot Snapshot,
    bool HasOverdueMarks,
    bool IsComplete,
    bool IsTruncated,
    ulong Log,
    long Clock)
{
    /// <summary>Whether ids and versions can be told apart from those of another life.</summary>
    public bool IsValid => Identity is not null && Incarnation is not null;
}

/// <summary>Makes identities, the same object as long as nothing changed.</summary>
internal sealed class Identities
{
    private volatile StorageIdentity? _last;

    /// <summary>The last one that was read.</summary>
    public StorageIdentity Last => _last ?? throw new InvalidOperationException("The storage has not been initialized.");

    public bool IsLast(string epoch, long start) => _last is { } last && last.Epoch == epoch && last.Base == start;

    public About Read(string?[] values)
    {
        StorageIdentity? identity = null;
        if (values is [{ } epoch, { } start, { } secret, ..])
        {
            var number = long.Parse(start, CultureInfo.InvariantCulture);
            identity = IsLast(epoch, number) ? _last : _last = new StorageIdentity(epoch, number, new HashSecret(Convert.FromHexString(secret)));
        }

#if REALITY_FAULTS
        if (Faults.IsOff(Protection.Incarnation))
            values[4] = "one for all";
#endif
        return new About(
            identity,
            values[4],
            TransactionSnapshot.Parse(values[3]!),
            HasOverdueMarks: values[5] == "true",
            IsComplete: values[6] == "true",
            IsTruncated: values[7] == "true",
            Log: ulong.Parse(values[8]!, CultureInfo.InvariantCulture),
            Clock: long.Parse(values[9]!, CultureInfo.InvariantCulture));
    }
}
