using Reality.Grammar;

namespace Reality;

/// <summary>Tells at run time what the analyzers tell at compile time: whether two templates can form the same key.</summary>
internal static class TemplateOverlap
{
    public static bool Between(RealityTemplate first, RealityTemplate second)
    {
        var one = Parse(first);
        var other = Parse(second);
        return one.Equals(other) || one.Overlaps(other, (template, segment, literal) =>
            TypeOf(ReferenceEquals(template, one) ? first : second, template, segment).CanBe(literal));
    }

    private static KeyTemplate Parse(RealityTemplate template) =>
        KeyTemplate.TryParse(template.Text, out var parsed, out var error)
            ? parsed
            : throw new InvalidOperationException($"The key template '{template.Text}' is not valid. {error.Message}");

    private static KeyPlaceholderType TypeOf(RealityTemplate template, KeyTemplate parsed, int segment)
    {
        var placeholder = parsed.Segments.Take(segment).Count(before => before.IsPlaceholder);
        return placeholder < template.Placeholders.Count ? TypeOf(template.Placeholders[placeholder]) : KeyPlaceholderType.Any;
    }

    private static KeyPlaceholderType TypeOf(Type type)
    {
        if (type.IsEnum)
        {
            return KeyPlaceholderType.Enum(Enum.GetNames(type));
        }

        if (type == typeof(Guid))
        {
            return KeyPlaceholderType.Guid;
        }

        if (type == typeof(DateOnly))
        {
            return KeyPlaceholderType.Date;
        }

        return Type.GetTypeCode(type) switch
        {
            TypeCode.Boolean => KeyPlaceholderType.Boolean,
            TypeCode.SByte => KeyPlaceholderType.Integer(8, signed: true),
            TypeCode.Byte => KeyPlaceholderType.Integer(8, signed: false),
            TypeCode.Int16 => KeyPlaceholderType.Integer(16, signed: true),
            TypeCode.UInt16 => KeyPlaceholderType.Integer(16, signed: false),
            TypeCode.Int32 => KeyPlaceholderType.Integer(32, signed: true),
            TypeCode.UInt32 => KeyPlaceholderType.Integer(32, signed: false),
            TypeCode.Int64 => KeyPlaceholderType.Integer(64, signed: true),
            TypeCode.UInt64 => KeyPlaceholderType.Integer(64, signed: false),
            _ => type == typeof(Int128) || type == typeof(UInt128)
                ? KeyPlaceholderType.Integer(128, signed: type == typeof(Int128))
                : KeyPlaceholderType.Any,
        };
    }
}
