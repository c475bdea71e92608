using System.Data.Common;

namespace Reality.Faults.Serving;

/// <summary>Views whose writes read nothing again: bump and commit are one step.</summary>
[RealityRepository]
public sealed partial class TallyRepository(IReality reality)
{
    /// <summary>A tally.</summary>
    [RealityKey("faults:tally:<tally>", Access = RealityAccess.Public, Hash = RealityHash.Version, Route = "/views/tally/{tally}")]
    public partial Task<View> GetTallyAsync(string tally, CancellationToken ct = default);

    private static Task<View> GetTallyCoreAsync(DbConnection db, string tally, CancellationToken ct) => Items.ReadAsync(db, $"tally:{tally}", "", ct);

    /// <summary>Writes into a tally.</summary>
    [RealityInvalidates("faults:tally:<tally>")]
    public partial Task AddAsync(string tally, Change change, CancellationToken ct = default);

    private static Task AddCoreAsync(DbConnection db, string tally, Change change, CancellationToken ct) => Items.AddAsync(db, $"tally:{tally}", change, ct);
}
