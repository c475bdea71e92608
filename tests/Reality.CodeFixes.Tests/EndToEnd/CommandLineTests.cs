using System.Runtime.CompilerServices;

namespace Reality.CodeFixes.Tests.EndToEnd;

/// <summary>
/// A project on disk that references the packed package, with mistakes of many kinds: the build tells them, <c>dotnet format</c> fixes
/// them, and what comes out builds without warnings and works on SQLite.
/// </summary>
public sealed class CommandLineTests
{
#if DEBUG
    private const string Configuration = "Debug";
#else
    private const string Configuration = "Release";
#endif

    private static readonly string[] Told = ["RLT1002", "RLT1003", "RLT1006", "RLT1007", "RLT2001", "RLT2002", "RLT2003", "RLT3001"];

    [Fact]
    public async Task Mistakes_are_told_fixed_and_what_comes_out_works()
    {
        var folder = Directory.CreateTempSubdirectory("reality-fixes-").FullName;
        try
        {
            await WriteProject(folder);
            await Run(folder, "dotnet", "restore", "Scratch.csproj");
            var (code, before) = await Command.RunAsync(folder, "dotnet", "build", "Scratch.csproj", "--no-restore", "-v", "q", "-nologo");
            Assert.NotEqual(0, code);
            Assert.All(Told, id => Assert.Contains(id, before, StringComparison.Ordinal));

            // What a split method writes is known when it has been split: the second run adds the invalidations.
            for (var i = 0; i < 2; i++)
            {
                await Run(folder, "dotnet", ["format", "analyzers", "Scratch.csproj", "--no-restore", "--severity", "info", "--diagnostics", .. Ids()]);
            }

            await Run(folder, "dotnet", "format", "whitespace", "Scratch.csproj", "--no-restore", "--verify-no-changes");
            await Run(folder, "dotnet", "build", "Scratch.csproj", "--no-restore", "-v", "q", "-nologo", "-warnaserror");
            Assert.Equal(
                """
                messages 2, of ann 2
                rolled back: 2
                cleared 2, left 0
                counted 2
                node chat:room:a version 3
                lists 1
                """,
                (await Run(folder, "dotnet", "run", "--project", "Scratch.csproj", "--no-build", "--", Path.Combine(folder, "scratch.db"))).Trim());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IEnumerable<string> Ids() => Harness.FixCatalog.Providers.SelectMany(static provider => provider.FixableDiagnosticIds).Distinct().Order(StringComparer.Ordinal);

    private static async Task WriteProject(string folder)
    {
        // A version of its own: the machine may have an older package of the usual one.
        var version = $"0.0.0-fixes.{DateTime.UtcNow.Ticks}";
        await Run(Root(), "dotnet", "pack", "src/Reality/Reality.csproj", "--no-build", "-c", Configuration, "-o", Path.Combine(folder, "feed"), $"-p:Version={version}");
        foreach (var name in new[] { "Rooms.cs", "Others.cs", "Program.cs" })
        {
            File.Copy(Path.Combine(Path.GetDirectoryName(Here())!, "Project", name + ".txt"), Path.Combine(folder, name));
        }

        var packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        await File.WriteAllTextAsync(Path.Combine(folder, "Scratch.csproj"),
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <AnalysisLevel>latest-recommended</AnalysisLevel>
                <NoWarn>CA1515;CA2007;CA1848;CA1822;CA1859;CA1849</NoWarn>
                <RestoreAdditionalProjectSources>{folder}/feed</RestoreAdditionalProjectSources>
                <RestorePackagesPath>{folder}/packages</RestorePackagesPath>
                <RestoreFallbackFolders>{packages}</RestoreFallbackFolders>
              </PropertyGroup>
              <ItemGroup>
                <FrameworkReference Include="Microsoft.AspNetCore.App" />
                <PackageReference Include="Reality" Version="{version}" />
                <PackageReference Include="Dapper" Version="{VersionOf("Dapper")}" />
                <PackageReference Include="Microsoft.Data.Sqlite" Version="{VersionOf("Microsoft.Data.Sqlite")}" />
                <Reference Include="{AppContext.BaseDirectory}Reality.Server.dll" />
                <Reference Include="{AppContext.BaseDirectory}Reality.Sqlite.dll" />
                <Reference Include="{AppContext.BaseDirectory}Reality.Client.Web.dll" />
              </ItemGroup>
            </Project>
            """);
    }

    private static string VersionOf(string package) => System.Xml.Linq.XDocument.Load(Path.Combine(Root(), "Directory.Packages.props"))
        .Descendants("PackageVersion")
        .Single(one => (string?)one.Attribute("Include") == package)
        .Attribute("Version")!.Value;

    private static async Task<string> Run(string folder, string program, params string[] arguments)
    {
        var (code, output) = await Command.RunAsync(folder, program, arguments);
        Assert.True(code == 0, $"{program} {string.Join(' ', arguments)} ended with {code}:\n{output}\n{Sources(folder)}");
        return output;
    }

    private static string Sources(string folder) =>
        string.Join("\n\n", Directory.GetFiles(folder, "*.cs").Where(static file => !file.EndsWith("Program.cs", StringComparison.Ordinal)).Select(File.ReadAllText));

    private static string Root() => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", ".."));

    private static string Here([CallerFilePath] string file = "") => file;
}
