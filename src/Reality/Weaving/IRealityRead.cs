using System.Data.Common;

namespace Reality;

/// <summary>A read in progress.</summary>
public interface IRealityRead
{
    /// <summary>An open connection to the storage's database. It belongs to Reality: do not close it or keep it.</summary>
    DbConnection Connection { get; }
}

/// <summary>A write in progress, inside a transaction.</summary>
public interface IRealityWrite : IRealityRead
{
    /// <summary>Reports that this write changes what is behind a key. The key gets a fresh hash.</summary>
    /// <param name="key">The key.</param>
    void Bump(IRealityKey key);

    /// <summary>Reports that this write changes, or may change, what is behind every key of a template.</summary>
    /// <param name="family">The family. One row stands for all of its keys, however many there are.</param>
    /// <exception cref="ArgumentException">No declared template has it.</exception>
    void Bump(RealityFamily family);

    /// <summary>
    /// Reports that this write changes what is behind a key, and how to read the view again, inside the transaction and after the key is
    /// locked, so that its hash can be stored.
    /// </summary>
    /// <param name="key">The key.</param>
    /// <param name="read">Reads the view. It must depend on nothing but the key and the database.</param>
    /// <param name="content">How to hash the view.</param>
    void Bump<TKey, T>(TKey key, Func<DbConnection, TKey, CancellationToken, Task<T>> read, ContentHash<T> content)
        where TKey : struct, IRealityKey;
}

/// <summary>Gives a connection as the type that a core asks for.</summary>
public static class RealityReadExtensions
{
    /// <summary>The connection as <typeparamref name="TConnection"/>.</summary>
    /// <exception cref="InvalidOperationException">The storage's connections are of another type; the message names both.</exception>
    public static TConnection GetConnection<TConnection>(this IRealityRead read)
        where TConnection : DbConnection
    {
        ArgumentNullException.ThrowIfNull(read);
        return read.Connection as TConnection ?? throw new InvalidOperationException(
            $"The core asks for a {typeof(TConnection)}, but the configured storage hands out {read.Connection.GetType()}. Use the storage that fits, or let the core take a DbConnection.");
    }
}
