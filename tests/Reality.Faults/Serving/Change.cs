namespace Reality.Faults.Serving;

/// <summary>What a write is to do.</summary>
/// <param name="Write">Which write.</param>
/// <param name="Delta">By how much the content changes; 0 for a write that changes nothing.</param>
/// <param name="Pause">How long the database is to take over it, in milliseconds.</param>
/// <param name="Fails">Whether it is to fail after its statements.</param>
public sealed record Change(string Write, long Delta, int Pause, bool Fails);
