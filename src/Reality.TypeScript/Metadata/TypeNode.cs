using System.Reflection.Metadata;

namespace Reality.TypeScript.Metadata;

/// <summary>A type as it is used: with its arguments, and with what is known of nulls.</summary>
internal abstract record TypeNode
{
    /// <summary>Whether a value may be null.</summary>
    public bool IsNullable { get; init; }

    /// <summary>The same type with type arguments in place of type parameters.</summary>
    public virtual TypeNode With(IReadOnlyList<TypeNode> arguments) => this;
}

/// <summary>A type that signatures have a code for, such as an integer or a string.</summary>
internal sealed record PrimitiveNode(PrimitiveTypeCode Code) : TypeNode;

/// <summary>A type by its name.</summary>
/// <param name="FullName">Namespace and name as in metadata: <c>System.Collections.Generic.List`1</c>, <c>Chat.Outer+Inner</c>.</param>
/// <param name="IsValueType">Whether it is a structure or an enumeration.</param>
/// <param name="Arguments">Its type arguments, those of the types around it first.</param>
/// <param name="Definition">Its definition; <see langword="null"/> where no assembly at hand has it.</param>
internal sealed record NamedNode(string FullName, bool IsValueType, IReadOnlyList<TypeNode> Arguments, MetadataType? Definition) : TypeNode
{
    public override TypeNode With(IReadOnlyList<TypeNode> arguments) =>
        Arguments.Count == 0 ? this : this with { Arguments = [.. Arguments.Select(argument => argument.With(arguments))] };
}

/// <summary>An array.</summary>
internal sealed record ArrayNode(TypeNode Element) : TypeNode
{
    public override TypeNode With(IReadOnlyList<TypeNode> arguments) => this with { Element = Element.With(arguments) };
}

/// <summary>A type parameter of the type that it is used in.</summary>
internal sealed record ParameterNode(int Index) : TypeNode
{
    public override TypeNode With(IReadOnlyList<TypeNode> arguments) =>
        Index >= arguments.Count ? this : arguments[Index] is var argument && IsNullable ? argument with { IsNullable = true } : arguments[Index];
}

/// <summary>A type that no JSON is written of: a pointer, a function.</summary>
internal sealed record OtherNode : TypeNode;
