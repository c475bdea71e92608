using System.Data.Common;

namespace Reality.Faults.Serving;

/// <summary>Views that only their owner may know of, and anyone may write to.</summary>
[RealityRepository]
public sealed partial class MailRepository(IReality reality)
{
    /// <summary>A user's mail.</summary>
    [RealityKey("faults:mail:<userId>", Access = RealityAccess.Owner, Route = "/views/mail/{userId}")]
    public partial Task<View> GetMailAsync(string userId, CancellationToken ct = default);

    private static Task<View> GetMailCoreAsync(DbConnection db, string userId, CancellationToken ct) => Items.ReadAsync(db, $"mail:{userId}", "", ct);

    /// <summary>Writes to a user.</summary>
    [RealityInvalidates("faults:mail:<userId>")]
    public partial Task AddAsync(string userId, Change change, CancellationToken ct = default);

    private static Task AddCoreAsync(DbConnection db, string userId, Change change, CancellationToken ct) => Items.AddAsync(db, $"mail:{userId}", change, ct);
}
