using System.Text.Json;
using System.Text.Json.Serialization;

namespace Board.Contracts;

/// <summary>How payloads and writes look as JSON, without reflection: the browser's program is trimmed.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(IReadOnlyList<BoardName>))]
[JsonSerializable(typeof(BoardPlan))]
[JsonSerializable(typeof(IReadOnlyList<Card>))]
[JsonSerializable(typeof(Card))]
[JsonSerializable(typeof(CardMove))]
[JsonSerializable(typeof(NewName))]
[JsonSerializable(typeof(Problem))]
public sealed partial class BoardJson : JsonSerializerContext;

/// <summary>A name to give to something.</summary>
/// <param name="Name">The name.</param>
/// <param name="By">Who gives it.</param>
public sealed record NewName(string Name, string By);

/// <summary>Why a write was refused, for a person to read.</summary>
/// <param name="Detail">The reason.</param>
public sealed record Problem(string? Detail);
