namespace Reality.TypeScript.Tests.Checking;

/// <summary>The keys of this assembly, as TypeScript.</summary>
internal static class ShapesKeys
{
    public static readonly string Assembly = typeof(ShapesKeys).Assembly.Location;

    /// <summary>The text, with the client in the same folder.</summary>
    public static string Text { get; } = new KeysRun(Assembly, [], "./client.js").Write();
}
