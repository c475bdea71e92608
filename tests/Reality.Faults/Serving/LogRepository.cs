using System.Data.Common;

namespace Reality.Faults.Serving;

/// <summary>Views whose writes are not woven: what changes them raises their versions by hand.</summary>
[RealityRepository]
public sealed partial class LogRepository(IReality reality)
{
    /// <summary>A log.</summary>
    [RealityKey("faults:log:<log>", Access = RealityAccess.Public, Route = "/views/log/{log}")]
    public partial Task<View> GetLogAsync(string log, CancellationToken ct = default);

    private static Task<View> GetLogCoreAsync(DbConnection db, string log, CancellationToken ct) => Items.ReadAsync(db, $"log:{log}", "", ct);

    /// <summary>A key that stands for nothing but its version.</summary>
    [RealityKey("faults:node:<node>", Access = RealityAccess.Public, Route = "/views/node/{node}")]
    public partial Task<View> GetNodeAsync(string node, CancellationToken ct = default);

    private static Task<View> GetNodeCoreAsync(DbConnection db, string node, CancellationToken ct) => Items.ReadAsync(db, $"node:{node}", "", ct);

    /// <summary>Writes into a log, and says so.</summary>
    internal Task AddAsync(string log, Change change, CancellationToken ct) => reality.TransactAsync(
        async token =>
        {
            await reality.WriteAsync((write, inner) => Items.AddAsync(write.Connection, $"log:{log}", change, inner), token);
            await reality.UpdateNodeAsync(new FaultsLogKey(log).ToString(), cancellationToken: token);
        },
        ct);
}
