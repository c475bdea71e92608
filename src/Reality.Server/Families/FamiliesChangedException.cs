namespace Reality.Server.Families;

/// <summary>A new epoch began in the middle of a write, in which its keys belong to other families. Nothing of it stays.</summary>
internal sealed class FamiliesChangedException(string operation)
    : InvalidOperationException($"'{operation}' is rolled back: the storage began a new epoch while it ran. Run it again.");
