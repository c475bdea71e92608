using System.Text.Json.Serialization;

namespace Typed;

/// <summary>The JSON of what rooms are read as, without reflection.</summary>
[JsonSerializable(typeof(IReadOnlyList<Line>))]
public sealed partial class RoomsJson : JsonSerializerContext;
