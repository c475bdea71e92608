using System.Collections.Immutable;

namespace Reality.CodeFixes.Tests.Harness;

/// <summary>Every fix of the assembly.</summary>
internal static class FixCatalog
{
    public static ImmutableArray<RealityFixProvider> Providers { get; } =
    [
        .. typeof(RealityFixProvider).Assembly.GetTypes()
            .Where(static type => type.IsSubclassOf(typeof(RealityFixProvider)) && !type.IsAbstract)
            .Select(static type => (RealityFixProvider)Activator.CreateInstance(type)!),
    ];

    public static RealityFixProvider Of(string id) => Assert.Single(Providers, provider => provider.FixableDiagnosticIds.Contains(id));
}
