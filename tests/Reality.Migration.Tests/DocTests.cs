using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Reality.Migration.Tests;

/// <summary>The code of docs/migration.md.</summary>
public sealed partial class DocTests
{
    private static readonly string Root = FindRoot();
    private static readonly string Guide = File.ReadAllText(Path.Combine(Root, "docs", "migration.md"));

    [Fact]
    public void Its_csharp_is_the_csharp_that_compiles_here()
    {
        var compiled = Directory.EnumerateFiles(Path.Combine(Root, "tests", "Reality.Migration.Tests"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(file => Lines(File.ReadAllText(file)))
            .ToList();
        var blocks = Blocks("csharp");

        Assert.InRange(blocks.Count, 5, 50);
        Assert.All(blocks, block => Assert.Contains(compiled, file => file.Contains(Lines(block), StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Its_javascript_is_javascript()
    {
        var blocks = Blocks("js");
        Assert.InRange(blocks.Count, 4, 50);
        foreach (var block in blocks)
        {
            var start = new ProcessStartInfo("node", ["--input-type=module", "--check", "-"]) { RedirectStandardInput = true, RedirectStandardError = true };
            using var node = Process.Start(start)!;
            await node.StandardInput.WriteAsync(block);
            node.StandardInput.Close();
            var fault = await node.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await node.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(node.ExitCode == 0, $"{block}\n{fault}");
        }
    }

    private static List<string> Blocks(string language) =>
        [.. Block().Matches(Guide).Where(match => match.Groups["language"].Value == language).Select(match => match.Groups["code"].Value)];

    private static string Lines(string text) =>
        string.Join('\n', text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    private static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "Reality.Generators.sln")))
            directory = directory.Parent!;

        return directory.FullName;
    }

    [GeneratedRegex("^ *```(?<language>[a-z]+)\n(?<code>.*?)^ *```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
