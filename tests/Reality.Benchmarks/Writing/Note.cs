[assembly: Reality.RealityModule("Bench")]

namespace Reality.Benchmarks.Writing;

/// <summary>What is written and listed.</summary>
public sealed record Note(long Id, int Topic, string Author, string Text, long WrittenAt);
