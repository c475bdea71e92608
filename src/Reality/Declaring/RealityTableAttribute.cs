namespace Reality;

/// <summary>
/// Tells the compiler what a view or a function of the database reads, so that a write to those tables is known to change whatever reads
/// the view. Nothing at run time looks at it.
/// </summary>
/// <param name="name">The view or the function as SQL names it, with its schema only where that is needed: <c>active_users</c>.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class RealityTableAttribute(string name) : Attribute
{
    /// <summary>The view or the function.</summary>
    public string Name { get; } = name;

    /// <summary>The tables, views and functions that it reads, separated by commas: <c>"users, memberships"</c>.</summary>
    public string DependsOn { get; set; } = "";
}
