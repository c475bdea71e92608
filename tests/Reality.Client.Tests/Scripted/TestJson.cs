using System.Text.Json.Serialization;

namespace Reality.Client.Tests;

[JsonSerializable(typeof(IReadOnlyList<string>))]
internal sealed partial class TestJson : JsonSerializerContext;
