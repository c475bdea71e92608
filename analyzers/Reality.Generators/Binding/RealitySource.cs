using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Reality.Generators.Binding;

/// <summary>Where a repository's generated methods take their <c>IReality</c> from.</summary>
/// <param name="Expression">The expression; empty where there is none.</param>
/// <param name="IsMember">Whether it is a field or property.</param>
/// <param name="Field">The field to declare, where the primary constructor passes its parameter on to the base class; else empty.</param>
internal sealed record RealitySource(string Expression, bool IsMember, string Field)
{
    private static readonly RealitySource None = new(string.Empty, false, string.Empty);

    /// <summary>
    /// Takes a field or property if there is one, else the primary constructor's parameter, so that no parameter is captured which is
    /// kept elsewhere already (CS9107, CS9124).
    /// </summary>
    public static RealitySource Of(INamedTypeSymbol type, Compilation compilation)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            foreach (var member in current.GetMembers())
            {
                if (IsUsable(member) && Accessibilities.CanBeRead(member, type, compilation))
                {
                    return new(TypeText.Identifier(member.Name), true, string.Empty);
                }
            }
        }

        return ParameterOf(type) is not { } parameter ? None
            : IsPassedToBase(type, parameter) ? OfOwnField(type, parameter)
            : new(TypeText.Identifier(parameter.Name), false, string.Empty);
    }

    /// <summary>The primary constructor's parameter that is an <c>IReality</c>, if there is one.</summary>
    public static IParameterSymbol? ParameterOf(INamedTypeSymbol type) =>
        PrimaryParametersOf(type).FirstOrDefault(static parameter => TypeText.Is(parameter.Type, KnownNames.Reality));

    /// <summary>The parameters of a class's primary constructor.</summary>
    public static IEnumerable<IParameterSymbol> PrimaryParametersOf(INamedTypeSymbol type) => type.InstanceConstructors
        .Where(static constructor => constructor.DeclaringSyntaxReferences.Any(static reference => reference.GetSyntax() is TypeDeclarationSyntax))
        .SelectMany(static constructor => constructor.Parameters);

    private static bool IsUsable(ISymbol member) => member is { IsStatic: false, IsImplicitlyDeclared: false, CanBeReferencedByName: true } && member switch
    {
        IFieldSymbol field => TypeText.Is(field.Type, KnownNames.Reality),
        IPropertySymbol { GetMethod: not null, IsIndexer: false } property => TypeText.Is(property.Type, KnownNames.Reality),
        _ => false,
    };

    private static bool IsPassedToBase(INamedTypeSymbol type, IParameterSymbol parameter) => type.DeclaringSyntaxReferences
        .Select(static reference => reference.GetSyntax())
        .OfType<TypeDeclarationSyntax>()
        .SelectMany(static syntax => syntax.BaseList?.Types.OfType<PrimaryConstructorBaseTypeSyntax>() ?? [])
        .SelectMany(static syntax => syntax.ArgumentList.DescendantNodes().OfType<IdentifierNameSyntax>())
        .Any(name => name.Identifier.ValueText == parameter.Name);

    private static RealitySource OfOwnField(INamedTypeSymbol type, IParameterSymbol parameter)
    {
        var name = "_reality";
        while (!type.GetMembers(name).IsEmpty)
        {
            name += "OfContracts";
        }

        return new(name, true, $"private readonly global::Reality.IReality {name} = {TypeText.Identifier(parameter.Name)};");
    }
}
