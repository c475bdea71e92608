using System.Data.Common;
using Reality.Server.Storage;

namespace Reality.Server.Tests.Hosting;

internal sealed class TransientFailureException() : Exception("could not serialize access");

/// <summary>A real transaction whose commit can be made to fail.</summary>
internal sealed class PausedTransaction(IStorageTransaction inner, PausedStorage owner) : IStorageTransaction
{
    private bool _isBroken;

    public DbConnection Connection => inner.Connection;

    public bool IsOpen => !_isBroken && inner.IsOpen;

    public StorageIdentity Identity => inner.Identity;

    public ValueTask<IReadOnlyList<StorageNode>> BumpAsync(IReadOnlyList<StorageBump> bumps, CancellationToken cancellationToken) =>
        inner.BumpAsync(bumps, cancellationToken);

    public ValueTask SetHashesAsync(IReadOnlyList<KeyValuePair<string, string>> hashes, CancellationToken cancellationToken) =>
        inner.SetHashesAsync(hashes, cancellationToken);

    public async ValueTask<long> CommitAsync(CancellationToken cancellationToken)
    {
        if (owner.TransientCommits > 0)
        {
            owner.TransientCommits--;
            throw new TransientFailureException();
        }

        var token = await inner.CommitAsync(cancellationToken);
        if (!owner.BreakAfterCommit)
            return token;

        _isBroken = true;
        throw new IOException("the connection was closed by the other side");
    }

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
