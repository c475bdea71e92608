namespace Reality.Faults.History;

/// <summary>What became of a write, as far as its client knows.</summary>
public enum Outcome
{
    /// <summary>The server said that it is done.</summary>
    Acknowledged,

    /// <summary>The server said that nothing was done.</summary>
    Failed,

    /// <summary>No answer came, or one that says nothing: the write may have taken place, may take place later, or never.</summary>
    Unknown,
}
