using Reality.Server.Storage;
using Reality.Storage.Conformance;
using Xunit;

// One class for each suite; where the data lives is all that differs.
namespace Reality.Postgres.Tests.Conformance;

[Collection(nameof(PostgresCluster))]
public sealed class PostgresNode(PostgresCluster cluster) : NodeConformance
{
    private readonly TestDatabase _database = new(cluster);

    protected override async ValueTask<IRealityStorage> OpenAsync() => await _database.OpenAsync();
}

[Collection(nameof(PostgresCluster))]
public sealed class PostgresKey(PostgresCluster cluster) : KeyConformance
{
    private readonly TestDatabase _database = new(cluster);

    protected override async ValueTask<IRealityStorage> OpenAsync() => await _database.OpenAsync();
}

[Collection(nameof(PostgresCluster))]
public sealed class PostgresConcurrency(PostgresCluster cluster) : ConcurrencyConformance
{
    private readonly TestDatabase _database = new(cluster);

    protected override async ValueTask<IRealityStorage> OpenAsync() => await _database.OpenAsync();
}

[Collection(nameof(PostgresCluster))]
public sealed class PostgresFeed(PostgresCluster cluster) : FeedConformance
{
    private readonly TestDatabase _database = new(cluster);

    protected override async ValueTask<IRealityStorage> OpenAsync() => await _database.OpenAsync();
}

[Collection(nameof(PostgresCluster))]
public sealed class PostgresFeedUnderLoad(PostgresCluster cluster) : FeedUnderLoadConformance
{
    private readonly TestDatabase _database = new(cluster);

    protected override async ValueTask<IRealityStorage> OpenAsync() => await _database.OpenAsync();
}

[Collection(nameof(PostgresCluster))]
public sealed class PostgresRestart(PostgresCluster cluster) : RestartConformance
{
    private readonly TestDatabase _database = new(cluster);

    protected override async ValueTask<IRealityStorage> OpenAsync() => await _database.OpenAsync();
}

[Collection(nameof(PostgresCluster))]
public sealed class PostgresCancellation(PostgresCluster cluster) : CancellationConformance
{
    private readonly TestDatabase _database = new(cluster);

    protected override async ValueTask<IRealityStorage> OpenAsync() => await _database.OpenAsync();
}

[Collection(nameof(PostgresCluster))]
public sealed class PostgresTransaction(PostgresCluster cluster) : TransactionConformance
{
    private readonly TestDatabase _database = new(cluster);

    protected override async ValueTask<IRealityStorage> OpenAsync() => await _database.OpenAsync();
}

[Collection(nameof(PostgresCluster))]
public sealed class PostgresSnapshot(PostgresCluster cluster) : SnapshotConformance
{
    private readonly TestDatabase _database = new(cluster);

    protected override async ValueTask<IRealityStorage> OpenAsync() => await _database.OpenAsync();
}

[Collection(nameof(PostgresCluster))]
public sealed class PostgresStarters(PostgresCluster cluster) : StartersConformance
{
    private readonly TestDatabase _database = new(cluster);

    protected override async ValueTask<IRealityStorage> OpenAsync() => await _database.OpenAsync();
}

[Collection(nameof(PostgresCluster))]
public sealed class PostgresMoment(PostgresCluster cluster) : MomentConformance
{
    private readonly TestDatabase _database = new(cluster);

    protected override async ValueTask<IRealityStorage> OpenAsync() => await _database.OpenAsync();
}

[Collection(nameof(PostgresCluster))]
public sealed class PostgresMark(PostgresCluster cluster) : MarkConformance
{
    private readonly TestDatabase _database = new(cluster);

    protected override async ValueTask<IRealityStorage> OpenAsync() => await _database.OpenAsync();
}

[Collection(nameof(PostgresCluster))]
public sealed class PostgresFamily(PostgresCluster cluster) : FamilyConformance
{
    private readonly TestDatabase _database = new(cluster);

    protected override async ValueTask<IRealityStorage> OpenAsync() => await _database.OpenAsync();
}

[Collection(nameof(PostgresCluster))]
public sealed class PostgresFamilyTransaction(PostgresCluster cluster) : FamilyTransactionConformance
{
    private readonly TestDatabase _database = new(cluster);

    protected override async ValueTask<IRealityStorage> OpenAsync() => await _database.OpenAsync();
}

[Collection(nameof(PostgresCluster))]
public sealed class PostgresDeclaration(PostgresCluster cluster) : DeclarationConformance
{
    private readonly TestDatabase _database = new(cluster);

    protected override async ValueTask<IRealityStorage> OpenAsync() => await _database.OpenAsync();
}
