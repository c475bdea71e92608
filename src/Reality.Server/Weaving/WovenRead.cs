using System.Data.Common;

namespace Reality.Server.Weaving;

/// <summary>What a read gets.</summary>
internal sealed class WovenRead(DbConnection connection) : IRealityRead
{
    public DbConnection Connection { get; } = connection;
}

/// <summary>What a read gets on a storage that has no database.</summary>
internal sealed class WovenReadWithoutConnection(string operation, Type storage) : IRealityRead
{
    public DbConnection Connection => throw NoDatabase.For(operation, storage);
}
