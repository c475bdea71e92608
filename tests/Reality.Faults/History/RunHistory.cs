using System.Collections.Concurrent;

namespace Reality.Faults.History;

/// <summary>Everything that was seen in a run, from outside.</summary>
public sealed class RunHistory
{
    /// <summary>
    /// Whether commits become visible exactly in the order in which a life lists them: of a database with one writer at a time. Elsewhere
    /// that order holds for each key, and for commits of which one was acknowledged before the other was sent.
    /// </summary>
    public bool IsSerial { get; init; }

    /// <summary>Keys whose version counts the commits of their own name, each with the name of its family, if it has one.</summary>
    public Dictionary<string, string?> Counted { get; } = new(StringComparer.Ordinal);

    /// <summary>The writes that were sent.</summary>
    public ConcurrentQueue<Write> Writes { get; } = new();

    /// <summary>The answers to syncs. Those of one client are in its order.</summary>
    public ConcurrentQueue<Answer> Answers { get; } = new();

    /// <summary>The payloads. Those of one client are in its order.</summary>
    public ConcurrentQueue<Payload> Payloads { get; } = new();

    /// <summary>The refetches that were skipped.</summary>
    public ConcurrentQueue<Skip> Skips { get; } = new();

    /// <summary>What was told to the wrong user.</summary>
    public ConcurrentQueue<Leak> Leaks { get; } = new();

    /// <summary>When something was done to somebody: what is merely late then proves nothing.</summary>
    public ConcurrentQueue<Disturbance> Disturbances { get; } = new();

    /// <summary>The lives of the database, one after the other.</summary>
    public List<Life> Lives { get; } = [];

    /// <summary>What each server told at the end.</summary>
    public List<Audit> Audits { get; } = [];

    /// <summary>What each client held at the end of what is kept elsewhere.</summary>
    public List<AuditedContent> Contents { get; } = [];
}
