using Npgsql;
using Reality.Postgres.Connections;
using Reality.Postgres.Reading;
using Reality.Postgres.Schema;
using Reality.Server.Storage;

namespace Reality.Postgres.Writing;

/// <summary>What a batch of bumps answered.</summary>
/// <param name="Nodes">The nodes as stored, in the order in which they were asked for.</param>
/// <param name="Token">The transaction's own id.</param>
/// <param name="Epoch">The epoch at that moment; <see langword="null"/> where it is one of a life that is over, and no server has begun another yet.</param>
/// <param name="Base">Its base.</param>
internal readonly record struct Bumped(StorageNode[] Nodes, long Token, string? Epoch, long Base);

/// <summary>
/// Bumps as statements. Families first, so that their keys' bumps, in a statement and with a snapshot of their own, read the families' new
/// versions; both in ordinal order. Everyone does it so: that is the one order of locks.
/// </summary>
internal sealed class Bumps
{
    private readonly IReadOnlyList<StorageBump> _bumps;
    private readonly bool _hasFamilies;

    public Bumps(IReadOnlyList<StorageBump> bumps)
    {
        ArgumentNullException.ThrowIfNull(bumps);
        ArgumentOutOfRangeException.ThrowIfZero(bumps.Count);
        foreach (var bump in bumps)
        {
            ArgumentException.ThrowIfNullOrEmpty(bump.Key);
            _hasFamilies |= IsFamily(bump);
        }

        _bumps = bumps;
    }

    /// <summary>Adds the statements to a batch: <see cref="NodeSql.Bump"/> or one of its forms.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="text">The form.</param>
    /// <param name="hash">The hash of all of them, where the form takes one.</param>
    public void AddTo(NpgsqlBatch batch, BumpText text, string? hash = null)
    {
        if (_hasFamilies)
            Add(batch, text, hash, [.. _bumps.Where(IsFamily)]);

        Add(batch, text, hash, _hasFamilies ? [.. _bumps.Where(bump => !IsFamily(bump))] : _bumps);
    }

    /// <summary>Reads what the statements answered, from where the reader stands; it ends behind them.</summary>
    public async ValueTask<Bumped> ReadAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, StorageNode>(_bumps.Count, StringComparer.Ordinal);
        var result = default(Bumped);
        for (var statement = Statements; statement > 0; statement--)
        {
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                var node = NodeReader.Current(reader, 0);
                found.Add(node.Key, node);
                result = new Bumped([], (long)reader.GetFieldValue<ulong>(6), await reader.IsDBNullAsync(7, cancellationToken).ConfigureAwait(false) ? null : reader.GetString(7), reader.GetInt64(8));
            }

            await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        }

        var nodes = new StorageNode[_bumps.Count];
        for (var index = 0; index < nodes.Length; index++)
            nodes[index] = found[_bumps[index].Key];

        return result with { Nodes = nodes };
    }

    private int Statements => _hasFamilies && _bumps.Any(bump => !IsFamily(bump)) ? 2 : 1;

    private static void Add(NpgsqlBatch batch, BumpText text, string? hash, IReadOnlyList<StorageBump> bumps)
    {
        if (bumps.Count == 0)
            return;

        var command = bumps.Count == 1 ? batch.Add(text.One).With(bumps[0].Key).With(bumps[0].Family) : AddMany(batch, text.Many, bumps);
        if (hash is not null)
            command.With(hash);
    }

    private static NpgsqlBatchCommand AddMany(NpgsqlBatch batch, string text, IReadOnlyList<StorageBump> bumps)
    {
        var keys = new string?[bumps.Count];
        var families = new string?[bumps.Count];
        for (var index = 0; index < keys.Length; index++)
            (keys[index], families[index]) = (bumps[index].Key, bumps[index].Family);

        return batch.Add(text).With(keys).With(families);
    }

    // '*' occurs in no key.
    private static bool IsFamily(StorageBump bump) => bump.Key.Contains('*', StringComparison.Ordinal);
}
