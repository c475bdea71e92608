namespace Reality.Loop.Serving;

/// <summary>What the loop's clients look at.</summary>
public sealed record View(string Name, long Value);
