using Microsoft.CodeAnalysis;
using Reality.Generators.Models;

namespace Reality.Generators.Binding;

/// <summary>The types that the content hasher takes as they are.</summary>
internal static class ContentScalars
{
    private static readonly HashSet<string> Added = new(StringComparer.Ordinal)
    {
        "System.Guid", "System.DateTimeOffset", "System.TimeSpan", "System.DateOnly", "System.TimeOnly",
        "System.Int128", "System.UInt128", "System.Half", "System.Uri", "System.Version", "System.Text.Json.JsonElement",
    };

    /// <summary>How a scalar is added; <see langword="null"/> where a type is none.</summary>
    public static ContentValue? Of(ITypeSymbol type) => type switch
    {
        { SpecialType: >= SpecialType.System_Boolean and <= SpecialType.System_String and not (SpecialType.System_IntPtr or SpecialType.System_UIntPtr) }
            => new(ContentValueKind.Add),
        { SpecialType: SpecialType.System_DateTime } => new(ContentValueKind.Add),
        INamedTypeSymbol { TypeKind: TypeKind.Enum } named => new(ContentValueKind.Cast, TypeText.Bare(named.EnumUnderlyingType!)),
        IArrayTypeSymbol { Rank: 1, ElementType.SpecialType: SpecialType.System_Byte } => new(ContentValueKind.Add),
        INamedTypeSymbol named => OfNamed(named),
        _ => null,
    };

    private static ContentValue? OfNamed(INamedTypeSymbol type)
    {
        var name = TypeText.Dotted(type.OriginalDefinition);
        if (Added.Contains(name))
        {
            return new(ContentValueKind.Add);
        }

        return name switch
        {
            "System.Memory" or "System.ReadOnlyMemory" when type.TypeArguments[0].SpecialType == SpecialType.System_Byte
                => new(ContentValueKind.Expression, "{0}.Span"),
            "System.Text.Json.JsonDocument" => new(ContentValueKind.Expression, "{0}?.RootElement.GetRawText()"),
            "System.Text.Json.Nodes.JsonNode" or "System.Text.Json.Nodes.JsonObject" or "System.Text.Json.Nodes.JsonArray" or "System.Text.Json.Nodes.JsonValue"
                => new(ContentValueKind.Expression, "{0}?.ToJsonString()"),
            _ => PlaceholderType.IsTextual(type) ? new(ContentValueKind.Text) : null,
        };
    }
}
