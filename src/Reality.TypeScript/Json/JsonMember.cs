using Reality.TypeScript.Metadata;

namespace Reality.TypeScript.Json;

/// <summary>A member of a JSON object.</summary>
/// <param name="Name">Its name in JSON.</param>
/// <param name="Source">Its name in C#, with the name of its type: for documentation.</param>
/// <param name="Type">Its type.</param>
/// <param name="IsOptional">Whether it may be left out.</param>
/// <param name="IsRest">Whether it stands for all other members: extension data.</param>
/// <param name="Numbers">How numbers in it are written.</param>
/// <param name="Converter">What is said of its converter.</param>
internal sealed record JsonMember(
    string Name, (MetadataType Type, string Member) Source, TypeNode Type, bool IsOptional, bool IsRest, NumberForm Numbers, JsonConversion? Converter);
