using System.Data.Common;
using Reality.Server;

namespace Chat.Storage;

/// <summary>
/// The sample's database. Reality keeps its own tables in the same one, so that a message and its version commit together. The
/// repositories know only a <see cref="DbConnection"/> and one SQL for all; what differs between databases is here.
/// </summary>
internal abstract class Database
{
    /// <summary>Makes this database Reality's storage, and keeps in it what servers have to share.</summary>
    public abstract void AddTo(RealityBuilder reality);

    /// <summary>Creates the tables, unless they exist. Servers may start at the same moment.</summary>
    public abstract Task CreateAsync(IServiceProvider services);
}
