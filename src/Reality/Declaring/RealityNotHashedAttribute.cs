namespace Reality;

/// <summary>Leaves a member out of the content hash: a change of it alone does not make clients fetch again.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class RealityNotHashedAttribute : Attribute;
