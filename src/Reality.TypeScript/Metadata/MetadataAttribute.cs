using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace Reality.TypeScript.Metadata;

/// <summary>An attribute.</summary>
/// <param name="Type">Its class.</param>
/// <param name="Fixed">Its arguments: primitive values, types, or lists of them.</param>
/// <param name="Named">Its named arguments.</param>
internal sealed record MetadataAttribute(NamedNode Type, IReadOnlyList<object?> Fixed, IReadOnlyDictionary<string, object?> Named)
{
    // Of others nothing is asked, and enumerations among their arguments could have any size.
    private static readonly string[] Read = ["System.Text.Json.Serialization.", "System.Runtime.CompilerServices.Nullable", "System.FlagsAttribute"];

    public bool Is(string name) => Type.FullName == name;

    /// <summary>Reads attributes.</summary>
    public static IEnumerable<MetadataAttribute> Of(MetadataAssembly assembly, CustomAttributeHandleCollection handles)
    {
        foreach (var handle in handles)
        {
            var attribute = assembly.Reader.GetCustomAttribute(handle);
            var owner = attribute.Constructor.Kind == HandleKind.MethodDefinition
                ? assembly.Reader.GetMethodDefinition((MethodDefinitionHandle)attribute.Constructor).GetDeclaringType()
                : assembly.Reader.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent;
            if (assembly.TypeOf(owner) is not NamedNode type)
            {
                continue;
            }

            // Attributes of the compiler are compiled into the assembly where the framework has none; they read alike.
            if (!Read.Any(name => type.FullName.StartsWith(name, StringComparison.Ordinal)))
            {
                yield return new(type, [], ImmutableDictionary<string, object?>.Empty);
                continue;
            }

            var value = attribute.DecodeValue(new AttributeTypes(assembly));
            yield return new(
                type,
                [.. value.FixedArguments.Select(static argument => Plain(argument.Value))],
                value.NamedArguments.ToDictionary(static argument => argument.Name!, static argument => Plain(argument.Value), StringComparer.Ordinal));
        }
    }

    private static object? Plain(object? value) =>
        value is ImmutableArray<CustomAttributeTypedArgument<TypeNode>> list ? (IReadOnlyList<object?>)[.. list.Select(static item => Plain(item.Value))] : value;
}
