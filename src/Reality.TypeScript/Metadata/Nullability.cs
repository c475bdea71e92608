namespace Reality.TypeScript.Metadata;

/// <summary>
/// What metadata says of nulls: a number for each reference in a type, outermost first. 0 says nothing, 1 never null, 2 may be null.
/// Structures without arguments have no number, those with arguments have a 0.
/// </summary>
internal static class Nullability
{
    private const byte MayBeNull = 2;
    private const byte NeverNull = 1;

    public static byte? ContextOf(IEnumerable<MetadataAttribute> attributes) =>
        attributes.FirstOrDefault(static attribute => attribute.Is("System.Runtime.CompilerServices.NullableContextAttribute"))?.Fixed is [byte context] ? context : null;

    /// <summary>Puts into a type what its attributes say, or the context where they say nothing.</summary>
    public static TypeNode Apply(TypeNode type, IEnumerable<MetadataAttribute> attributes, byte context)
    {
        var told = attributes.FirstOrDefault(static attribute => attribute.Is("System.Runtime.CompilerServices.NullableAttribute"))?.Fixed;
        var next = 0;
        return told switch
        {
            [byte all] => Apply(type, () => all),
            [IReadOnlyList<object?> each] => Apply(type, () => next < each.Count ? (byte)each[next++]! : context),
            _ => Apply(type, () => context),
        };
    }

    private static TypeNode Apply(TypeNode type, Func<byte> next)
    {
        switch (type)
        {
            case NamedNode named:
                if (!named.IsValueType)
                {
                    named = named with { IsNullable = next() != NeverNull };
                }
                else if (named.Arguments.Count > 0)
                {
                    _ = next();
                }

                return named with { Arguments = [.. named.Arguments.Select(argument => Apply(argument, next))] };
            case ArrayNode array:
                var isNullable = next() != NeverNull;
                return array with { IsNullable = isNullable, Element = Apply(array.Element, next) };
            case ParameterNode parameter:
                return parameter with { IsNullable = next() == MayBeNull };
            case PrimitiveNode { Code: System.Reflection.Metadata.PrimitiveTypeCode.String or System.Reflection.Metadata.PrimitiveTypeCode.Object } primitive:
                return primitive with { IsNullable = next() != NeverNull };
            default:
                return type;
        }
    }
}
