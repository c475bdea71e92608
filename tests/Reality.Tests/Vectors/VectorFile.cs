using System.Text.Json;

namespace Reality.Tests.Vectors;

/// <summary>The golden vectors of tests/vectors, whose expected values an independent implementation wrote.</summary>
internal static class VectorFile
{
    public static JsonElement Keys { get; } = Read("keys");

    public static JsonElement Hashes { get; } = Read("hashes");

    public static JsonElement Protocol { get; } = Read("protocol");

    /// <summary>The cases at a path; none at all is a failure, so that a renamed list is not passed over.</summary>
    public static IReadOnlyList<JsonElement> Cases(this JsonElement file, params string[] path)
    {
        var list = path.Aggregate(file, (element, name) => element.GetProperty(name)).EnumerateArray().ToList();
        Assert.NotEmpty(list);
        return list;
    }

    public static string Text(this JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static JsonElement Read(string name)
    {
        using var stream = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Vectors", name + ".json"));
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.Clone();
    }
}
