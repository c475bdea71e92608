using Reality.Server.Storage;

namespace Reality.Server.Reporting;

/// <summary>Leads from a woven write to the request that it runs in, if any.</summary>
internal sealed class RequestWritesAccessor
{
    private readonly AsyncLocal<RequestWrites?> _current = new();

    /// <summary>Lets what follows in this method report to a request.</summary>
    public void Set(RequestWrites writes) => _current.Value = writes;

    public void Report(StorageIdentity identity, long token, IReadOnlyList<StorageNode> nodes) =>
        _current.Value?.Add(identity, token, nodes);
}
