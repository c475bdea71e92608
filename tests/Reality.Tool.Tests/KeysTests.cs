using Xunit;

namespace Reality.Tool.Tests;

/// <summary>The keys of a built assembly, by the real program.</summary>
public sealed class KeysTests
{
    private static readonly string Contracts = Path.Combine(AppContext.BaseDirectory, "Typed.Contracts.dll");

    [Fact]
    public async Task Keys_are_printed_or_written_once()
    {
        var folder = Directory.CreateTempSubdirectory("reality-tool-");
        var file = Path.Combine(folder.FullName, "reality-keys.ts");

        var printed = await ToolRun.OfAsync("keys", Contracts, "--client", "./reality.js");
        var written = await ToolRun.OfAsync("keys", Contracts, "--client", "./reality.js", "--output", file);
        var again = await ToolRun.OfAsync("keys", Contracts, "--client", "./reality.js", "--output", file);

        Assert.Equal((0, ""), (printed.Code, printed.Errors));
        Assert.Contains("import { key, type RealityKey } from './reality.js';", printed.Output, StringComparison.Ordinal);
        Assert.Contains(
            "    room: (roomId: string): RealityKey<readonly Line[]> => routed<readonly Line[]>(key`chat:room:${roomId}`, '/rooms/{2}/lines'),\n", printed.Output, StringComparison.Ordinal);
        Assert.Equal((0, $"{file} written"), (written.Code, written.Output.TrimEnd()));
        Assert.Equal((0, $"{file} is up to date"), (again.Code, again.Output.TrimEnd()));
        Assert.Equal(printed.Output, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task What_keeps_it_is_one_line()
    {
        var run = await ToolRun.OfAsync("keys", "bin/None.dll");

        Assert.Equal((1, "There is no assembly 'bin/None.dll'. Build the project first."), (run.Code, run.Errors.TrimEnd()));
    }
}
