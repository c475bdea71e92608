using System.Data.Common;

namespace Reality.Benchmarks.Writing;

/// <summary>The woven contestants: one write under a key whose hash is of nothing, one under a key whose hash is of its view.</summary>
[RealityRepository(Lifetime = Microsoft.Extensions.DependencyInjection.ServiceLifetime.Singleton)]
public sealed partial class NoteRepository(IReality reality)
{
    /// <summary>A topic's newest notes, too hot to be hashed.</summary>
    [RealityKey("bench:topic:<topic>", Access = RealityAccess.Public, Hash = RealityHash.Version)]
    public partial Task<IReadOnlyList<Note>> GetTopicAsync(int topic, CancellationToken ct = default);

    private static Task<IReadOnlyList<Note>> GetTopicCoreAsync(DbConnection db, int topic, CancellationToken ct) => NoteSql.ListAsync(db, topic, ct);

    /// <summary>A topic's newest notes.</summary>
    [RealityKey("bench:list:<topic>", Access = RealityAccess.Public)]
    public partial Task<IReadOnlyList<Note>> GetListAsync(int topic, CancellationToken ct = default);

    private static Task<IReadOnlyList<Note>> GetListCoreAsync(DbConnection db, int topic, CancellationToken ct) => NoteSql.ListAsync(db, topic, ct);

    /// <summary>Adds a note.</summary>
    [RealityInvalidates("bench:topic:<topic>")]
    public partial Task AddToTopicAsync(int topic, CancellationToken ct = default);

    private static Task AddToTopicCoreAsync(DbConnection db, int topic, CancellationToken ct) => NoteSql.InsertAsync(db, topic, ct);

    /// <summary>Adds a note.</summary>
    [RealityInvalidates("bench:list:<topic>")]
    public partial Task AddToListAsync(int topic, CancellationToken ct = default);

    private static Task AddToListCoreAsync(DbConnection db, int topic, CancellationToken ct) => NoteSql.InsertAsync(db, topic, ct);
}
