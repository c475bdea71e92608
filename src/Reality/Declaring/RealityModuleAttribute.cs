namespace Reality;

/// <summary>Names the registration method that the generator writes for an assembly: <c>AddChatRepositories</c> for <c>"Chat"</c>.</summary>
/// <param name="name">A C# identifier. Without the attribute the name comes from the assembly.</param>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class RealityModuleAttribute(string name) : Attribute
{
    /// <summary>The name of the module.</summary>
    public string Name { get; } = name;
}
