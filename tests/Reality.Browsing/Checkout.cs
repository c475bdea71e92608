using System.Reflection;

namespace Reality.Browsing;

/// <summary>Where things lie in the checkout that these tests were built from.</summary>
public static class Checkout
{
    private static readonly string Root = FindRoot();

    private static readonly string Configuration = typeof(Checkout).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(static a => a.Key == "Configuration").Value!;

    /// <summary>A sample's folder.</summary>
    private static string SampleOf(string name) => Path.Combine(Root, "samples", name);

    /// <summary>What was built of a sample together with these tests; or what the environment names, say <c>REALITY_BOARD</c>: a published one.</summary>
    public static string ProgramOf(string name) =>
        Published(name) ?? Path.Combine(SampleOf(name), "bin", Configuration, "net10.0", $"{name}.dll");

    /// <summary>Where a sample's program runs: where its <c>wwwroot</c> is.</summary>
    public static string HomeOf(string name) => Path.GetDirectoryName(Published(name)) ?? SampleOf(name);

    /// <summary>Where pictures are kept for people to look at.</summary>
    public static string Screenshots => Directory.CreateDirectory(Path.Combine(Root, "artifacts", "screenshots")).FullName;

    private static string? Published(string name) => Environment.GetEnvironmentVariable($"REALITY_{name.ToUpperInvariant()}");

    private static string FindRoot()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, "Reality.Generators.sln")))
                return directory.FullName;
        }

        throw new InvalidOperationException($"No Reality.Generators.sln above {AppContext.BaseDirectory}.");
    }
}
