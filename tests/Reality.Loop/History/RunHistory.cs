using System.Collections.Concurrent;

namespace Reality.Loop.History;

/// <summary>Everything that was seen in a run, from outside.</summary>
public sealed class RunHistory
{
    /// <summary>The writes that were sent.</summary>
    public ConcurrentQueue<Write> Writes { get; } = new();

    /// <summary>The answers to syncs. Those of one client are in its order.</summary>
    public ConcurrentQueue<Answer> Answers { get; } = new();

    /// <summary>The payloads. Those of one client are in its order.</summary>
    public ConcurrentQueue<Payload> Payloads { get; } = new();

    /// <summary>The refetches that were skipped.</summary>
    public ConcurrentQueue<Skip> Skips { get; } = new();

    /// <summary>The committed writes in the order of their commits.</summary>
    public List<Commit> Commits { get; } = [];

    /// <summary>What each server told at the end, when nothing was under way any more: versions of all keys.</summary>
    public List<IReadOnlyDictionary<string, long>> Final { get; } = [];
}
