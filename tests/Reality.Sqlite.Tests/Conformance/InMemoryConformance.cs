using Reality.Server.Storage;
using Reality.Server.Storage.InMemory;
using Reality.Storage.Conformance;

// One class for each suite; where the data lives is all that differs.
namespace Reality.Sqlite.Tests.Conformance;

public sealed class InMemoryNode : NodeConformance
{
    protected override bool IsDurable => false;

    protected override ValueTask<IRealityStorage> OpenAsync() => ValueTask.FromResult<IRealityStorage>(new InMemoryRealityStorage());
}

public sealed class InMemoryKey : KeyConformance
{
    protected override bool IsDurable => false;

    protected override ValueTask<IRealityStorage> OpenAsync() => ValueTask.FromResult<IRealityStorage>(new InMemoryRealityStorage());
}

public sealed class InMemoryConcurrency : ConcurrencyConformance
{
    protected override bool IsDurable => false;

    protected override ValueTask<IRealityStorage> OpenAsync() => ValueTask.FromResult<IRealityStorage>(new InMemoryRealityStorage());
}

public sealed class InMemoryFeed : FeedConformance
{
    protected override bool IsDurable => false;

    protected override ValueTask<IRealityStorage> OpenAsync() => ValueTask.FromResult<IRealityStorage>(new InMemoryRealityStorage());
}

public sealed class InMemoryFeedUnderLoad : FeedUnderLoadConformance
{
    protected override bool IsDurable => false;

    protected override ValueTask<IRealityStorage> OpenAsync() => ValueTask.FromResult<IRealityStorage>(new InMemoryRealityStorage());
}

public sealed class InMemoryRestart : RestartConformance
{
    protected override bool IsDurable => false;

    protected override ValueTask<IRealityStorage> OpenAsync() => ValueTask.FromResult<IRealityStorage>(new InMemoryRealityStorage());
}

public sealed class InMemoryCancellation : CancellationConformance
{
    protected override bool IsDurable => false;

    protected override ValueTask<IRealityStorage> OpenAsync() => ValueTask.FromResult<IRealityStorage>(new InMemoryRealityStorage());
}

public sealed class InMemoryNoConnection : NoConnectionConformance
{
    protected override bool IsDurable => false;

    protected override ValueTask<IRealityStorage> OpenAsync() => ValueTask.FromResult<IRealityStorage>(new InMemoryRealityStorage());
}

public sealed class InMemoryMoment : MomentConformance
{
    protected override bool IsDurable => false;

    protected override ValueTask<IRealityStorage> OpenAsync() => ValueTask.FromResult<IRealityStorage>(new InMemoryRealityStorage());
}

public sealed class InMemoryMark : MarkConformance
{
    protected override bool IsDurable => false;

    protected override ValueTask<IRealityStorage> OpenAsync() => ValueTask.FromResult<IRealityStorage>(new InMemoryRealityStorage());
}

public sealed class InMemoryFamily : FamilyConformance
{
    protected override bool IsDurable => false;

    protected override ValueTask<IRealityStorage> OpenAsync() => ValueTask.FromResult<IRealityStorage>(new InMemoryRealityStorage());
}

public sealed class InMemoryDeclaration : DeclarationConformance
{
    protected override bool IsDurable => false;

    protected override ValueTask<IRealityStorage> OpenAsync() => ValueTask.FromResult<IRealityStorage>(new InMemoryRealityStorage());
}
