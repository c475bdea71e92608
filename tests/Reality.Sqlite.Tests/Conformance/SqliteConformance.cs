using Reality.Server.Storage;
using Reality.Storage.Conformance;

// One class for each suite; where the data lives is all that differs.
namespace Reality.Sqlite.Tests.Conformance;

public sealed class SqliteNode : NodeConformance
{
    private readonly DatabaseFile _file = new();

    protected override ValueTask<IRealityStorage> OpenAsync() => ValueTask.FromResult<IRealityStorage>(_file.Open());

    protected override ValueTask RemoveAsync()
    {
        _file.Dispose();
        return ValueTask.CompletedTask;
    }
}

public sealed class SqliteKey : KeyConformance
{
    private readonly DatabaseFile _file = new();

    protected override ValueTask<IRealityStorage> OpenAsync() => ValueTask.FromResult<IRealityStorage>(_file.Open());

    protected override ValueTask RemoveAsync()
    {
        _file.Dispose();
        return ValueTask.CompletedTask;
    }
}

public sealed class SqliteConcurrency : ConcurrencyConformance
{
    private readonly DatabaseFile _file = new();

    protected override ValueTask<IRealityStorage> OpenAsync() => ValueTask.FromResult<IRealityStorage>(_file.Open());

    protected override ValueTask RemoveAsync()
    {
        _file.Dispose();
        return ValueTask.CompletedTask;
    }
}

public sealed class SqliteFeed : FeedConformance
{
    private readonly DatabaseFile _file = new();

    protected override ValueTask<IRealityStorage> OpenAsync() => ValueTask.FromResult<IRealityStorage>(_file.Open());

    protected override ValueTask RemoveAsync()
    {
        _file.Dispose();
        return ValueTask.CompletedTask;
    }
}

public sealed class SqliteFeedUnderLoad : FeedUnderLoadConformance
{
    private readonly DatabaseFile _file = new();

    protected override ValueTask<IRealityStorage> OpenAsync() => ValueTask.FromResult<IRealityStorage>(_file.Open());

    protected override ValueTask RemoveAsync()
    {
        _file.Dispose();
        return ValueTask.CompletedTask;
    }
}

public sealed class SqliteRestart : RestartConformance
{
    private readonly DatabaseFile _file = new();

    protected override ValueTask<IRealityStorage> OpenAsync() => ValueTask.FromResult<IRealityStorage>(_file.Open());

    protected override ValueTask RemoveAsync()
    {
        _file.Dispose();
        return ValueTask.CompletedTask;
    }
}

public sealed class SqliteCancellation : CancellationConformance
{
    private readonly DatabaseFile _file = new();

    protected override ValueTask<IRealityStorage> OpenAsync() => ValueTask.FromResult<IRealityStorage>(_file.Open());

    protected override ValueTask RemoveAsync()
    {
        _file.Dispose();
        return ValueTask.CompletedTask;
    }
}

public sealed class SqliteTransaction : TransactionConformance
{
    private readonly DatabaseFile _file = new();

    protected override ValueTask<IRealityStorage> OpenAsync() => ValueTask.FromResult<IRealityStorage>(_file.Open());

    protected override ValueTask RemoveAsync()
    {
        _file.Dispose();
        return ValueTask.CompletedTask;
    }
}

public sealed class SqliteSnapshot : SnapshotConformance
{
    private readonly DatabaseFile _file = new();

    protected override ValueTask<IRealityStorage> OpenAsync() => ValueTask.FromResult<IRealityStorage>(_file.Open());

    protected override ValueTask RemoveAsync()
    {
        _file.Dispose();
        return ValueTask.CompletedTask;
    }
}

public sealed class SqliteStarters : StartersConformance
{
    private readonly DatabaseFile _file = new();

    protected override ValueTask<IRealityStorage> OpenAsync() => ValueTask.FromResult<IRealityStorage>(_file.Open());

    protected override ValueTask RemoveAsync()
    {
        _file.Dispose();
        return ValueTask.CompletedTask;
    }
}

public sealed class SqliteMoment : MomentConformance
{
    private readonly DatabaseFile _file = new();

    protected override ValueTask<IRealityStorage> OpenAsync() => ValueTask.FromResult<IRealityStorage>(_file.Open());

    protected override ValueTask RemoveAsync()
    {
        _file.Dispose();
        return ValueTask.CompletedTask;
    }
}

public sealed class SqliteMark : MarkConformance
{
    private readonly DatabaseFile _file = new();

    protected override ValueTask<IRealityStorage> OpenAsync() => ValueTask.FromResult<IRealityStorage>(_file.Open());

    protected override ValueTask RemoveAsync()
    {
        _file.Dispose();
        return ValueTask.CompletedTask;
    }
}

public sealed class SqliteFamily : FamilyConformance
{
    private readonly DatabaseFile _file = new();

    protected override ValueTask<IRealityStorage> OpenAsync() => ValueTask.FromResult<IRealityStorage>(_file.Open());

    protected override ValueTask RemoveAsync()
    {
        _file.Dispose();
        return ValueTask.CompletedTask;
    }
}

public sealed class SqliteFamilyTransaction : FamilyTransactionConformance
{
    private readonly DatabaseFile _file = new();

    protected override ValueTask<IRealityStorage> OpenAsync() => ValueTask.FromResult<IRealityStorage>(_file.Open());

    protected override ValueTask RemoveAsync()
    {
        _file.Dispose();
        return ValueTask.CompletedTask;
    }
}

public sealed class SqliteDeclaration : DeclarationConformance
{
    private readonly DatabaseFile _file = new();

    protected override ValueTask<IRealityStorage> OpenAsync() => ValueTask.FromResult<IRealityStorage>(_file.Open());

    protected override ValueTask RemoveAsync()
    {
        _file.Dispose();
        return ValueTask.CompletedTask;
    }
}
