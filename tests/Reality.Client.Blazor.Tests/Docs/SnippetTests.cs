namespace Reality.Client.Blazor.Tests.Docs;

public sealed class SnippetTests
{
    private static readonly string[] Compiled =
    [
        "tests/Reality.Client.Blazor.Tests/App/Circuit.razor",
        "tests/Reality.Client.Blazor.Tests/App/Document.razor",
        "tests/Reality.Client.Blazor.Tests/App/UserCookie.cs",
        "tests/Reality.Client.Blazor.Tests/Circuits/CircuitServer.cs",
        "tests/Reality.Client.Blazor.Tests/Docs/CardCount.razor",
        "tests/Reality.Client.Blazor.Tests/Docs/CardList.razor",
        "samples/Board.Client/Program.cs",
        "samples/Board/Program.cs",
    ];

    [Fact]
    public void The_code_of_the_guide_is_code_that_compiles()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "Reality.Generators.sln")))
            root = root.Parent!;
        var compiled = Compiled.Select(file => Lines(File.ReadAllText(Path.Combine(root.FullName, file)))).ToList();
        var parts = File.ReadAllText(Path.Combine(root.FullName, "docs", "client-blazor.md")).Split("```");
        var blocks = parts.Where(static (part, i) => i % 2 == 1 && (part.StartsWith("razor", StringComparison.Ordinal) || part.StartsWith("csharp", StringComparison.Ordinal)))
            .Select(static part => Lines(part[part.IndexOf('\n', StringComparison.Ordinal)..]))
            .ToList();

        Assert.True(blocks.Count >= 5);
        // The guide names keys as the generator does.
        Assert.All(blocks, block => Assert.Contains(compiled, text => text.Contains(block.Replace("Keys.Board.Cards(", "new CardsKey(", StringComparison.Ordinal), StringComparison.Ordinal)));
    }

    private static string Lines(string text) =>
        string.Join('\n', text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
}
