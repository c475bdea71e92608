namespace Reality;

/// <summary>
/// Silences what the compiler says about stale keys (RLT4001 to RLT4005) on one method, for a reason that whoever reads the code should
/// know. It changes nothing at run time.
/// </summary>
/// <param name="reason">Why the method is right as it is. An empty reason is an error (RLT4006).</param>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class RealityIgnoreAttribute(string reason) : Attribute
{
    /// <summary>Why the method is right as it is.</summary>
    public string Reason { get; } = reason;
}
