using Microsoft.Extensions.DependencyInjection;

namespace Reality;

/// <summary>
/// Marks a partial class whose annotated methods are woven: the generator writes each contract method, which opens the
/// connection, calls the private core that holds the SQL, and records what the write invalidates.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class RealityRepositoryAttribute : Attribute
{
    /// <summary>How long the generated registration lets one instance live. <see cref="ServiceLifetime.Scoped"/> unless set.</summary>
    public ServiceLifetime Lifetime { get; set; } = ServiceLifetime.Scoped;
}
