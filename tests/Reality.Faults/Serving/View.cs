namespace Reality.Faults.Serving;

/// <summary>What clients look at.</summary>
/// <param name="Name">The key's text after the domain.</param>
/// <param name="Value">The content: few values, so that they come back, and a hash may rightly be the one in a client's hand.</param>
/// <param name="Writes">How many writes the content includes. Not part of the content: it tells the checker what the view was made of.</param>
public sealed record View(string Name, long Value, [property: RealityNotHashed] long Writes);
