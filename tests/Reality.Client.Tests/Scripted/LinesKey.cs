using System.Text.Json.Serialization.Metadata;

namespace Reality.Client.Tests;

/// <summary>A key with an address, as the generator writes it.</summary>
internal readonly record struct LinesKey(string Id, bool Listed = true) : IRealityRoutedKey<IReadOnlyList<string>>
{
    public string Text => $"chat:room:{Id}";

    public string Url => $"/payload?key={Text}";

    public JsonTypeInfo? PayloadType => Listed ? TestJson.Default.IReadOnlyListString : null;
}
