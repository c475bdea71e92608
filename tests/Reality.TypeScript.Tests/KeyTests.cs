using System.Text.Json;
using Reality.TypeScript.Tests.Checking;

namespace Reality.TypeScript.Tests;

/// <summary>A key in TypeScript is the same text, with the same address, as the one in C#.</summary>
public sealed class KeyTests
{
    [Fact]
    public async Task Texts_and_addresses_are_those_of_csharp()
    {
        using var vectors = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(TypeScriptFolder.Project, "../vectors/keys.json"), TestContext.Current.CancellationToken));
        string[] values = [.. vectors.RootElement.GetProperty("segments").EnumerateArray().Select(static segment => segment.GetProperty("value").GetString()!)];
        Assert.True(values.Length > 20);
        List<(string Code, IRealityKey Key)> keys =
        [
            .. values.Select(static value => ($"Keys.shape.scalars({JsonSerializer.Serialize(value)})", (IRealityKey)Keys.Shape.Scalars(value))),
            .. values.Select(static value => ($"Keys.shape.typedMore({JsonSerializer.Serialize(value)}, 'Green')", (IRealityKey)Keys.Shape.TypedMore(value, Shapes.Color.Green))),
            ("Keys.shape.names", Keys.Shape.Names),
            ("Keys.shape.dayGuid('2025-01-31', '007f0000-0000-0000-0000-0000000000ab')", Keys.Shape.DayGuid(new(2025, 1, 31), new("007f0000-0000-0000-0000-0000000000ab"))),
            ("Keys.shape.numberWide(-7, 9223372036854775807n)", Keys.Shape.NumberWide(-7, long.MaxValue)),
            ("Keys.shape.numberWide(0, 12)", Keys.Shape.NumberWide(0, 12)),
            ("Keys.shape.flag(true)", Keys.Shape.Flag(true)),
        ];
        using var folder = await TypeScriptFolder.CreateAsync();
        folder.Write("reality-keys.ts", ShapesKeys.Text);
        folder.Write("texts.ts", $$"""
            import { Keys } from './reality-keys.js';
            declare const console: { log(text: string): void };
            for (const key of [
            {{string.Concat(keys.Select(static key => $"  {key.Code},\n"))}}]) console.log(`${key} ${key.text} ${key.url ?? '-'}`);
            """);

        Assert.Equal("", await folder.CompileAsync());
        string[] lines = (await folder.RunAsync("texts.js")).Split('\n');

        Assert.Equal(keys.Select(static key => $"{key.Key.Text} {key.Key.Text} {UrlOf(key.Key)}"), lines);
    }

    private static string UrlOf(IRealityKey key) => key switch
    {
        IRealityRoutedKey<int> number => number.Url,
        IRealityRoutedKey<bool?> flag => flag.Url,
        _ => "-",
    };
}
