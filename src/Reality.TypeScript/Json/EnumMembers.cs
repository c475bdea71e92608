using Reality.TypeScript.Metadata;

namespace Reality.TypeScript.Json;

/// <summary>A member of an enumeration.</summary>
/// <param name="Name">Its name.</param>
/// <param name="GivenName">The name that an attribute gives it in JSON.</param>
/// <param name="Value">Its value.</param>
internal sealed record EnumMember(string Name, string? GivenName, object Value);

/// <summary>The members of an enumeration, in their order.</summary>
internal static class EnumMembers
{
    public static IEnumerable<EnumMember> Of(MetadataType type) => type.Fields
        .Where(static field => field is { IsStatic: true, Value: not null })
        .Select(static field => new EnumMember(
            field.Name,
            field.Attributes.FirstOrDefault(static attribute => attribute.Is(JsonNames.EnumMemberName))?.Fixed is [string name] ? name : null,
            field.Value!));
}
