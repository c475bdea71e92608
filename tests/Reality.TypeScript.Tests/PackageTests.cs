using Reality.TypeScript.Tests.Checking;

namespace Reality.TypeScript.Tests;

/// <summary>What a project gets that references the package: the file after a build, and nothing done twice.</summary>
public sealed class PackageTests
{
    private const string Source = """
        using System.Threading.Tasks;
        using Reality;

        namespace Shop;

        public sealed record Article(int Id, string Name);

        public interface IArticles
        {
            /// <summary>One article.</summary>
            [RealityKey("shop:article:<id>", Access = RealityAccess.Public, Route = "/articles/{id}")]
            Task<Article> GetAsync(int id);
        }
        """;

    private const string Page = """
        import { Keys, type Article } from './reality-keys.js';
        import { Reality } from './client.js';

        export const name = (article: Article): string => article.name;
        export const url: string | undefined = Keys.shop.article(7).url;
        export const reality = Reality;
        """;

    [Fact]
    public async Task A_build_writes_the_keys_when_they_have_changed_and_only_then()
    {
        using var folder = await TypeScriptFolder.CreateAsync();
        var version = $"0.1.0-test.{Guid.NewGuid():N}";
        await PackAsync(folder, version);
        folder.Write("nuget.config", $"""
            <configuration>
              <packageSources><add key="packed" value="{folder["packages"]}" /></packageSources>
            </configuration>
            """);
        folder.Write("Shop.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <GenerateDocumentationFile>true</GenerateDocumentationFile>
                <NoWarn>CS1591</NoWarn>
                <RealityTypeScriptOutput>reality-keys.ts</RealityTypeScriptOutput>
                <RealityTypeScriptClient>./client.js</RealityTypeScriptClient>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Reality" Version="{version}" />
              </ItemGroup>
            </Project>
            """);
        folder.Write("Articles.cs", Source);
        folder.Write("page.ts", Page);
        var keys = folder["reality-keys.ts"];
        try
        {
            await BuildAsync(folder, "-restore", "-p:DesignTimeBuild=true", "-t:Compile");
            Assert.False(File.Exists(keys), "A design-time build has written keys.");

            await BuildAsync(folder);
            var first = await File.ReadAllTextAsync(keys, TestContext.Current.CancellationToken);
            Assert.Contains("    /** One article. */\n    article: (id: number): RealityKey<Article> => routed<Article>(key`shop:article:${id}`, '/articles/{2}'),\n", first, StringComparison.Ordinal);
            Assert.Equal("", await folder.CompileAsync());

            // Nothing has changed: the program does not run. Code has changed and no key: it runs, and leaves the file alone.
            var (written, stamped) = (TimeOf(keys), TimeOf(Stamp(folder)));
            await BuildAsync(folder);
            Assert.Equal((written, stamped), (TimeOf(keys), TimeOf(Stamp(folder))));
            folder.Write("Articles.cs", Source + "\ninternal static class More;\n");
            await BuildAsync(folder);
            Assert.Equal(written, TimeOf(keys));
            Assert.NotEqual(stamped, TimeOf(Stamp(folder)));

            File.Delete(keys);
            await BuildAsync(folder);
            Assert.Equal(first, await File.ReadAllTextAsync(keys, TestContext.Current.CancellationToken));

            folder.Write("Articles.cs", Source.Replace("shop:article", "shop:item", StringComparison.Ordinal));
            await BuildAsync(folder);
            Assert.Contains("Property 'article' does not exist", await folder.CompileAsync(), StringComparison.Ordinal);
        }
        finally
        {
            Forget(version);
        }
    }

    private static DateTime TimeOf(string file) => File.GetLastWriteTimeUtc(file);

    private static string Stamp(TypeScriptFolder folder) => folder["obj/Debug/net10.0/reality-keys.stamp"];

    // What is packed was built with this test.
    private static async Task PackAsync(TypeScriptFolder folder, string version)
    {
        var configuration = Path.GetFileName(Path.GetDirectoryName(AppContext.BaseDirectory.TrimEnd('/')))!;
        var (code, output) = await TypeScriptFolder.RunAsync(
            "dotnet", Path.Combine(TypeScriptFolder.Project, "../../src/Reality"), "pack", "--no-build", "-c", configuration, "-o", folder["packages"], $"-p:PackageVersion={version}", "-v", "q", "-nologo");
        Assert.True(code == 0, output);
    }

    private static async Task BuildAsync(TypeScriptFolder folder, params string[] arguments)
    {
        var (code, output) = await TypeScriptFolder.RunAsync("dotnet", Path.GetDirectoryName(folder["Shop.csproj"])!, ["msbuild", "Shop.csproj", "-v:m", "-nologo", "-nr:false", .. arguments]);
        Assert.True(code == 0, output);
    }

    // The version is of this run alone: it stays in nobody's cache.
    private static void Forget(string version)
    {
        var packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } given
            ? given
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget/packages");
        var folder = Path.Combine(packages, "reality", version);
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
