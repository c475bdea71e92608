using System.Reflection.Metadata;

namespace Reality.TypeScript.Metadata;

/// <summary>Names of types as metadata has them: namespace, dot, name; a plus before a nested type.</summary>
internal static class MetadataNames
{
    public static string Of(MetadataReader reader, TypeDefinitionHandle handle)
    {
        var type = reader.GetTypeDefinition(handle);
        var name = reader.GetString(type.Name);
        return type.GetDeclaringType() is { IsNil: false } around ? $"{Of(reader, around)}+{name}" : Join(reader.GetString(type.Namespace), name);
    }

    /// <summary>The name of a type of another assembly, and that assembly's.</summary>
    public static (string Name, string? Assembly) Of(MetadataReader reader, TypeReferenceHandle handle)
    {
        var type = reader.GetTypeReference(handle);
        var name = reader.GetString(type.Name);
        if (type.ResolutionScope.Kind == HandleKind.TypeReference)
        {
            var (around, assembly) = Of(reader, (TypeReferenceHandle)type.ResolutionScope);
            return ($"{around}+{name}", assembly);
        }

        var from = type.ResolutionScope.Kind == HandleKind.AssemblyReference
            ? reader.GetString(reader.GetAssemblyReference((AssemblyReferenceHandle)type.ResolutionScope).Name)
            : null;
        return (Join(reader.GetString(type.Namespace), name), from);
    }

    /// <summary>A name without what tells the number of type parameters.</summary>
    public static string Bare(string name) => name.IndexOf('`', StringComparison.Ordinal) is >= 0 and var tick ? name[..tick] : name;

    private static string Join(string space, string name) => space.Length == 0 ? name : $"{space}.{name}";
}
