using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Reality.Generators.Binding;

/// <summary>Types and names as they stand in generated code.</summary>
internal static class TypeText
{
    private static readonly SymbolDisplayFormat BareFormat = SymbolDisplayFormat.FullyQualifiedFormat;

    private static readonly SymbolDisplayFormat FullFormat =
        BareFormat.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    private static readonly SymbolDisplayFormat DottedFormat = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces);

    private static readonly SymbolDisplayFormat NamespaceFormat =
        BareFormat.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted);

    private static readonly SymbolDisplayFormat ShortFormat =
        SymbolDisplayFormat.MinimallyQualifiedFormat.WithMiscellaneousOptions(
            SymbolDisplayMiscellaneousOptions.UseSpecialTypes | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>With <c>global::</c> and the marks of nullable references.</summary>
    public static string Full(ITypeSymbol type) => type.ToDisplayString(FullFormat);

    /// <summary>With <c>global::</c>, without the marks of nullable references: for <c>typeof</c> and for comparing.</summary>
    public static string Bare(ITypeSymbol type) => type.ToDisplayString(BareFormat);

    /// <summary>Namespace, containing types and name, with dots: for file names, facts and metadata names of types without parameters.</summary>
    public static string Dotted(ITypeSymbol type) => type.ToDisplayString(DottedFormat);

    /// <summary>As a person would write it: for messages and documentation.</summary>
    public static string Short(ITypeSymbol type) => type.ToDisplayString(ShortFormat);

    /// <summary>A name that may be a keyword.</summary>
    public static string Identifier(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || name is "await" or "field" or "yield" ? "@" + name : name;

    /// <summary>The namespace of a symbol; empty for the global one.</summary>
    public static string Namespace(ISymbol symbol) =>
        symbol.ContainingNamespace is { IsGlobalNamespace: false } space ? space.ToDisplayString(NamespaceFormat) : string.Empty;

    /// <summary>Whether a type is the one of a metadata name, whatever its type arguments.</summary>
    public static bool Is(ITypeSymbol? type, string metadataName) =>
        type is not null && type.OriginalDefinition.ContainingType is null && metadataName.EndsWith(type.Name, StringComparison.Ordinal)
            && Dotted(type.OriginalDefinition) == metadataName;

    /// <summary>A string literal.</summary>
    public static string Literal(string? text) => text is null ? "null" : SymbolDisplay.FormatLiteral(text, quote: true);
}
