namespace Reality.Client.Web;

/// <summary>The sync engine for browsers and the parts that go with it, as ES modules, ready to be served.</summary>
public static class RealityWebClient
{
    private const string Prefix = "client/";

    private static readonly Dictionary<string, RealityWebModule> All = typeof(RealityWebClient).Assembly.GetManifestResourceNames()
        .ToDictionary(name => name, RealityWebModule.Read, StringComparer.Ordinal);

    private static readonly RealityWebModule Engine = All.GetValueOrDefault("client")
        ?? throw new InvalidOperationException("The assembly does not hold client.js; it was not built from its project.");

    /// <summary>The engine, <c>client.js</c>, in UTF-8; its media type is <c>text/javascript</c>.</summary>
    public static ReadOnlyMemory<byte> Script => Engine.Script;

    /// <summary>A strong entity tag of the engine, with its quotes: it changes exactly when the module does.</summary>
    public static string ETag => Engine.ETag;

    /// <summary>The names of the parts that browsers may load beside the engine, such as <c>live</c>; each is served as <c>client/{name}.js</c>.</summary>
    public static IReadOnlyCollection<string> Parts { get; } =
        [.. All.Keys.Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Select(name => name[Prefix.Length..]).Order(StringComparer.Ordinal)];

    /// <summary>A part by its name, or null where there is none of that name.</summary>
    /// <param name="name">The name without ending, such as <c>live</c>.</param>
    public static RealityWebModule? Part(string name) => All.GetValueOrDefault(Prefix + name);
}
