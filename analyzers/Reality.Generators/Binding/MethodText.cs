using Microsoft.CodeAnalysis;
using Reality.Generators.Models;

namespace Reality.Generators.Binding;

/// <summary>The parts of a method's declaration that the generated method repeats.</summary>
internal static class MethodText
{
    private static readonly SymbolDisplayFormat ParameterFormat = SymbolDisplayFormat.FullyQualifiedFormat
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier)
        .WithParameterOptions(
            SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeName | SymbolDisplayParameterOptions.IncludeModifiers);

    public static ParameterModel Parameter(IParameterSymbol parameter, MethodForm form, Signature signature)
    {
        // On the implementing part of a partial method, and on an explicit implementation, a default has no effect and is warned about.
        var value = parameter.HasExplicitDefaultValue ? DefaultOf(parameter) : null;
        var declaration = parameter.ToDisplayString(ParameterFormat);
        return new(
            TypeText.Identifier(parameter.Name),
            form == MethodForm.Implicit && value is not null ? $"{declaration} = {value}" : declaration,
            TypeText.Full(parameter.Type),
            signature.Token is { } token && token.Ordinal == parameter.Ordinal,
            Sequences.IsSequence(parameter.Type),
            value);
    }

    public static string TypeParameters(IMethodSymbol method) =>
        method.IsGenericMethod ? $"<{string.Join(", ", method.TypeParameters.Select(static parameter => TypeText.Identifier(parameter.Name)))}>" : string.Empty;

    public static string Constraints(IMethodSymbol method) => string.Concat(method.TypeParameters.Select(ConstraintsOf));

    private static string ConstraintsOf(ITypeParameterSymbol parameter)
    {
        var constraints = new List<string>();
        if (parameter.HasReferenceTypeConstraint)
        {
            constraints.Add(parameter.ReferenceTypeConstraintNullableAnnotation == NullableAnnotation.Annotated ? "class?" : "class");
        }
        else if (parameter.HasUnmanagedTypeConstraint)
        {
            constraints.Add("unmanaged");
        }
        else if (parameter.HasValueTypeConstraint)
        {
            constraints.Add("struct");
        }
        else if (parameter.HasNotNullConstraint)
        {
            constraints.Add("notnull");
        }

        constraints.AddRange(parameter.ConstraintTypes.Select(TypeText.Full));
        if (parameter.HasConstructorConstraint)
        {
            constraints.Add("new()");
        }

        if (parameter.AllowsRefLikeType)
        {
            constraints.Add("allows ref struct");
        }

        return constraints.Count == 0 ? string.Empty : $" where {TypeText.Identifier(parameter.Name)} : {string.Join(", ", constraints)}";
    }

    private static string DefaultOf(IParameterSymbol parameter)
    {
        var value = parameter.ExplicitDefaultValue;
        var type = parameter.Type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            ? nullable.TypeArguments[0]
            : parameter.Type;
        if (value is null)
        {
            return parameter.Type.IsReferenceType || !SymbolEqualityComparer.Default.Equals(type, parameter.Type) ? "null" : "default";
        }

        if (type.TypeKind == TypeKind.Enum && type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field => Equals(field.ConstantValue, value)) is { } member)
        {
            return $"{TypeText.Bare(type)}.{TypeText.Identifier(member.Name)}";
        }

        var literal = value switch
        {
            float single => Special(single) ?? single.ToString("R", System.Globalization.CultureInfo.InvariantCulture) + "F",
            double number => Special(number) ?? number.ToString("R", System.Globalization.CultureInfo.InvariantCulture) + "D",
            decimal number => number.ToString(System.Globalization.CultureInfo.InvariantCulture) + "M",
            long number => number.ToString(System.Globalization.CultureInfo.InvariantCulture) + "L",
            ulong number => number.ToString(System.Globalization.CultureInfo.InvariantCulture) + "UL",
            uint number => number.ToString(System.Globalization.CultureInfo.InvariantCulture) + "U",
            _ => Microsoft.CodeAnalysis.CSharp.SymbolDisplay.FormatPrimitive(value, quoteStrings: true, useHexadecimalNumbers: false),
        };
        return type.TypeKind == TypeKind.Enum ? $"({TypeText.Bare(type)})({literal})" : literal!;
    }

    private static string? Special(double number) =>
        double.IsNaN(number) ? "double.NaN"
        : double.IsPositiveInfinity(number) ? "double.PositiveInfinity"
        : double.IsNegativeInfinity(number) ? "double.NegativeInfinity"
        : null;

    private static string? Special(float number) =>
        float.IsNaN(number) ? "float.NaN"
        : float.IsPositiveInfinity(number) ? "float.PositiveInfinity"
        : float.IsNegativeInfinity(number) ? "float.NegativeInfinity"
        : null;
}
