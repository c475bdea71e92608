using Reality.Server.Families;

namespace Reality.Server.Replica;

/// <summary>What waits for a change of some keys. The table pins the keys and tells it, once or more often, when one of them moves.</summary>
internal abstract class HeldWatch
{
    /// <summary>The keys that are watched; none before the table took them and after it let them go. Guarded by the table's lock.</summary>
    public HeldKey[] Keys { get; set; } = [];

    /// <summary>The families that the keys count with.</summary>
    public HeldKey[] Families { get; set; } = [];

    /// <summary>Which families those were.</summary>
    public FamilyMap? FamilyMap { get; set; }

    /// <summary>Says that one of the keys moved, or that what was held of it became void. Called under the table's lock: it only notes it.</summary>
    public abstract void Tell();
}
