namespace Reality.Client.Tests.Docs;

public sealed class SnippetTests
{
    [Fact]
    public void The_code_of_the_guide_is_the_code_that_compiles()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "Reality.Generators.sln")))
            root = root.Parent!;
        var compiled = Lines(File.ReadAllText(Path.Combine(root.FullName, "tests", "Reality.Client.Tests", "Docs", "Snippets.cs")));
        var guide = File.ReadAllText(Path.Combine(root.FullName, "docs", "client-dotnet.md"));
        var blocks = guide.Split("```csharp\n")[1..].Select(block => block[..block.IndexOf("```", StringComparison.Ordinal)]).ToList();

        Assert.NotEmpty(blocks);
        Assert.All(blocks, block => Assert.Contains(Lines(block), compiled, StringComparison.Ordinal));
    }

    private static string Lines(string text) =>
        string.Join('\n', text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
}
