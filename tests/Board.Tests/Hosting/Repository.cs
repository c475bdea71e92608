using System.Reflection;

namespace Board.Tests.Hosting;

/// <summary>Where things lie in the checkout that these tests were built from.</summary>
internal static class Repository
{
    private static readonly string Root = FindRoot();

    private static readonly string Configuration = typeof(Repository).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(static a => a.Key == "Configuration").Value!;

    public static string Sample => Path.Combine(Root, "samples", "Board");

    public static string SampleAssembly => Path.Combine(Sample, "bin", Configuration, "net10.0", "Board.dll");

    public static string Screenshots => Directory.CreateDirectory(Path.Combine(Root, "artifacts", "screenshots")).FullName;

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
