using System.Reflection;

namespace Cluster.Tests;

/// <summary>Where the samples lie in the checkout that these tests were built from.</summary>
internal static class Samples
{
    private static readonly string Configuration = typeof(Samples).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(static a => a.Key == "Configuration").Value!;

    private static readonly string Root = FindRoot();

    public static string Screenshots => Directory.CreateDirectory(Path.Combine(Root, "artifacts", "screenshots")).FullName;

    public static string Assembly(string name) => Path.Combine(Root, "samples", name, "bin", Configuration, "net10.0", $"{name}.dll");

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
