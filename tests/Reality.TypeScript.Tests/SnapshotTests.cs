using Reality.TypeScript.Tests.Checking;

namespace Reality.TypeScript.Tests;

/// <summary>The whole file, as a person reads it; and that it is the same text whenever it is written.</summary>
public sealed class SnapshotTests
{
    [Fact]
    public void The_file_is_what_was_verified()
    {
        var verified = Path.Combine(TypeScriptFolder.Project, "Shapes.verified.ts");
        if (Environment.GetEnvironmentVariable("REALITY_ACCEPT_SNAPSHOTS") is { Length: > 0 } && Environment.GetEnvironmentVariable("CI") is null or "")
        {
            File.WriteAllText(verified, ShapesKeys.Text);
        }

        Assert.Equal(File.ReadAllText(verified).ReplaceLineEndings("\n"), ShapesKeys.Text);
    }

    [Fact]
    public void References_in_another_order_make_the_same_text()
    {
        string[] references = [.. Directory.EnumerateFiles(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "*.dll"), typeof(Keys).Assembly.Location];

        Assert.Equal(ShapesKeys.Text, new KeysRun(ShapesKeys.Assembly, references, "./client.js").Write());
        Assert.Equal(ShapesKeys.Text, new KeysRun(ShapesKeys.Assembly, [.. references.Reverse()], "./client.js").Write());
    }

    [Fact]
    public void A_file_that_has_the_text_is_left_alone()
    {
        var folder = Directory.CreateTempSubdirectory("reality-keys-");
        var file = Path.Combine(folder.FullName, "deep", "reality-keys.ts");
        var run = new KeysRun(ShapesKeys.Assembly, [], "./client.js");

        Assert.True(run.WriteTo(file));
        var written = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(file, written);
        Assert.False(run.WriteTo(file));
        Assert.Equal(written, File.GetLastWriteTimeUtc(file));
        File.AppendAllText(file, "// by hand\n");
        Assert.True(run.WriteTo(file));
        Assert.Equal(ShapesKeys.Text, File.ReadAllText(file));
        Assert.Equal([file], Directory.EnumerateFiles(Path.GetDirectoryName(file)!));
        folder.Delete(recursive: true);
    }

    [Fact]
    public void What_is_missing_is_named()
    {
        Assert.Contains("Build the project first", Assert.Throws<KeysException>(() => new KeysRun("/nowhere/none.dll", []).Write()).Message, StringComparison.Ordinal);

        var alone = Assert.Throws<KeysException>(() => new KeysRun(ShapesKeys.Assembly, [typeof(Keys).Assembly.Location]).Write());
        Assert.Contains("in none of the assemblies at hand", alone.Message, StringComparison.Ordinal);
    }
}
