using System.Text.Json.Serialization;

namespace Reality.Client.Tests;

[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(System.Text.Json.JsonElement))]
internal sealed partial class TestJson : JsonSerializerContext;
