using System.Text.Json;
using System.Text.Json.Serialization;
using Reality.TypeScript.Metadata;

namespace Reality.TypeScript.Json;

/// <summary>The members that System.Text.Json writes of a type, as <see cref="JsonSerializerDefaults.Web"/> has it.</summary>
internal static class JsonMembers
{
    /// <summary>The members, inherited ones first. A member of the same name takes the place of an inherited one.</summary>
    public static IReadOnlyList<JsonMember> Of(MetadataType type)
    {
        var self = new NamedNode(type.FullName, false, [.. type.Parameters.Select(static (_, index) => new ParameterNode(index))], type);
        var names = new List<string>();
        var members = new Dictionary<string, JsonMember?>(StringComparer.Ordinal);
        foreach (var level in TypeLevels.Of(self).Reverse())
        {
            foreach (var member in Candidates(level.Definition!))
            {
                if (!members.ContainsKey(member.Name))
                {
                    names.Add(member.Name);
                }

                members[member.Name] = Of(member, level);
            }
        }

        return [.. names.Select(name => members[name]).OfType<JsonMember>()];
    }

    private static IEnumerable<MetadataMember> Candidates(MetadataType type) => type.Properties.Concat(type.Fields)
        .Where(static member => !member.IsStatic && (Has(member, JsonNames.Include) || (member.IsPublic && member.IsProperty)));

    private static JsonMember? Of(MetadataMember member, NamedNode level)
    {
        var condition = Find(member.Attributes, JsonNames.Ignore) is { } ignore
            ? (JsonIgnoreCondition)(int)ignore.Named.GetValueOrDefault("Condition", (int)JsonIgnoreCondition.Always)!
            : JsonIgnoreCondition.Never;
        if (condition is JsonIgnoreCondition.Always or JsonIgnoreCondition.WhenWriting)
        {
            return null;
        }

        var isOptional = condition is JsonIgnoreCondition.WhenWritingDefault or JsonIgnoreCondition.WhenWritingNull;
        var type = member.Type.With(level.Arguments);
        var name = Find(member.Attributes, JsonNames.PropertyName)?.Fixed is [string given] ? given : JsonNamingPolicy.CamelCase.ConvertName(member.Name);
        var numbers = NumbersOf(member.Attributes) ?? NumbersOf(level.Definition!.Attributes) ?? NumberForm.Strict;
        return new(
            name,
            (level.Definition!, member.Name),
            isOptional ? type with { IsNullable = false } : type,
            isOptional,
            Has(member, JsonNames.ExtensionData),
            numbers,
            JsonConversion.Of(member.Attributes));
    }

    private static NumberForm? NumbersOf(IEnumerable<MetadataAttribute> attributes) =>
        Find(attributes, JsonNames.NumberHandling)?.Fixed is [int form] ? (NumberForm)form : null;

    private static bool Has(MetadataMember member, string attribute) => Find(member.Attributes, attribute) is not null;

    private static MetadataAttribute? Find(IEnumerable<MetadataAttribute> attributes, string name) => attributes.FirstOrDefault(attribute => attribute.Is(name));
}
