using Microsoft.CodeAnalysis;

namespace Reality.Generators.Binding;

/// <summary>Tells whether a value of one type can stand for another without a warning about nullable references.</summary>
internal static class Nullability
{
    /// <summary>Whether the nullable references of a type, and of its arguments, fit those of another. Whether the types convert is asked elsewhere.</summary>
    public static bool Fits(ITypeSymbol from, ITypeSymbol to)
    {
        if (from.IsReferenceType && from.NullableAnnotation == NullableAnnotation.Annotated && to.NullableAnnotation == NullableAnnotation.NotAnnotated)
        {
            return false;
        }

        return (from, to) switch
        {
            (IArrayTypeSymbol left, IArrayTypeSymbol right) => Fits(left.ElementType, right.ElementType),
            (_, INamedTypeSymbol { IsGenericType: true } right) when As(from, right) is { } left => ArgumentsFit(left, right),
            _ => true,
        };
    }

    private static bool ArgumentsFit(INamedTypeSymbol from, INamedTypeSymbol to)
    {
        for (var i = 0; i < to.TypeArguments.Length; i++)
        {
            // The elements of a tuple convert one by one, like arguments of a type that only gives them.
            var variance = to.IsTupleType ? VarianceKind.Out : to.TypeParameters[i].Variance;
            var (left, right) = (from.TypeArguments[i], to.TypeArguments[i]);
            if ((variance != VarianceKind.In && !Fits(left, right)) || (variance != VarianceKind.Out && !Fits(right, left)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The type itself, or what it is as a base class or interface of the other's kind.</summary>
    private static INamedTypeSymbol? As(ITypeSymbol type, INamedTypeSymbol other)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current is INamedTypeSymbol named && SymbolEqualityComparer.Default.Equals(named.OriginalDefinition, other.OriginalDefinition))
            {
                return named;
            }
        }

        return type.AllInterfaces.FirstOrDefault(face => SymbolEqualityComparer.Default.Equals(face.OriginalDefinition, other.OriginalDefinition));
    }
}
