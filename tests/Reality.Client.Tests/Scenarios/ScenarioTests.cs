using System.Text.Json;

namespace Reality.Client.Tests.Scenarios;

/// <summary>The stories of tests/scenarios, which the engines of all languages have to live up to.</summary>
public sealed class ScenarioTests
{
    public static IEnumerable<TheoryDataRow<string>> Files() => Directory.EnumerateFiles(Folder(), "*.json")
        .Where(IsForThis)
        .Select(file => Path.GetFileNameWithoutExtension(file))
        .Order(StringComparer.Ordinal)
        .Select(name => new TheoryDataRow<string>(name));

    [Theory]
    [MemberData(nameof(Files))]
    public async Task The_engine_does_as_the_story_goes(string file)
    {
        using var scenario = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Folder(), $"{file}.json"), TestContext.Current.CancellationToken));
        await using var player = new ScenarioPlayer(scenario.RootElement);
        try
        {
            await player.PlayAsync(scenario.RootElement.GetProperty("steps"));
        }
        catch
        {
            TestContext.Current.TestOutputHelper?.WriteLine(string.Join("\n", player.Story));
            throw;
        }
    }

    private static bool IsForThis(string file)
    {
        using var scenario = JsonDocument.Parse(File.ReadAllText(file));
        return !scenario.RootElement.TryGetProperty("options", out var options) || !options.TryGetProperty("runners", out var runners)
            || runners.EnumerateArray().Any(runner => runner.GetString() == "dotnet");
    }

    private static string Folder()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "Reality.Generators.sln")))
            root = root.Parent!;
        return Path.Combine(root.FullName, "tests", "scenarios");
    }
}
