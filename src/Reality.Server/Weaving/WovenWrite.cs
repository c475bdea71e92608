using System.Data.Common;
using Reality.Server.Families;

namespace Reality.Server.Weaving;

/// <summary>What a write gets. It takes reports while the write runs, and not after.</summary>
internal sealed class WovenWrite(WriteTransaction transaction, KeyFamilies families, string operation) : IRealityWrite, IDisposable
{
    private volatile bool _isEnded;

    public DbConnection Connection => transaction.Connection;

    public void Bump(IRealityKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        transaction.Bumps.Add(TextOf(key));
    }

    public void Bump(RealityFamily family)
    {
        ThrowIfEnded();
        families.ThrowIfUndeclared(family.Text);
        transaction.Bumps.Add(family.Text);
    }

    public void Bump<TKey, T>(TKey key, Func<DbConnection, TKey, CancellationToken, Task<T>> read, ContentHash<T> content)
        where TKey : struct, IRealityKey
    {
        ArgumentNullException.ThrowIfNull(read);
        ArgumentNullException.ThrowIfNull(content);
        HashAtEnd hash = async (connection, secret, cancellationToken) =>
            content.Compute(await read(connection, key, cancellationToken), secret);
        if (content.IsPartial)
            transaction.Bumps.AddPartial(TextOf(key), hash);
        else
            transaction.Bumps.Add(TextOf(key), hash);
    }

    public void Dispose() => _isEnded = true;

    private void ThrowIfEnded()
    {
        if (_isEnded)
            throw new InvalidOperationException($"'{operation}' has returned and can report no more keys. Await everything inside it.");
    }

    private string TextOf<TKey>(TKey key)
        where TKey : IRealityKey
    {
        ThrowIfEnded();
        var text = key.Text;
        return KeyText.IsCanonical(text)
            ? text
            : throw new ArgumentException($"'{text}' is not the canonical text of a key, so nobody could ask for it.", nameof(key));
    }
}
