using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Reality.Generators.Binding;

namespace Reality.Generators.Rules.Declarations;

/// <summary>Finds the text that a problem is about.</summary>
internal static class ProblemLocation
{
    /// <summary>The place of a problem of a method, or of a type where <paramref name="method"/> is <see langword="null"/>.</summary>
    public static Location Of(ProblemTarget target, INamedTypeSymbol type, IMethodSymbol? method, CancellationToken cancellationToken) => target.Place switch
    {
        ProblemPlace.Argument when method is not null => OfArgument(target, method, cancellationToken),
        ProblemPlace.ReturnType when method is not null => OfReturnType(method, cancellationToken),
        ProblemPlace.Parameter when method is not null => OfSymbol(method.Parameters[target.Index]),
        ProblemPlace.Method when method is not null => OfSymbol(method),
        _ => OfType(type, cancellationToken),
    };

    /// <summary>The name of a type, where it is marked as a repository if it is written in several parts.</summary>
    public static Location OfType(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        var mark = type.Find(KnownNames.Repository)?.ApplicationSyntaxReference?.GetSyntax(cancellationToken);
        return mark?.FirstAncestorOrSelf<TypeDeclarationSyntax>()?.Identifier.GetLocation() ?? OfSymbol(type);
    }

    /// <summary>The template of an attribute, or the part of it that a span of its text names.</summary>
    public static Location OfTemplate(AttributeData attribute, CancellationToken cancellationToken, int start = 0, int length = 0) =>
        OfArgument(attribute, string.Empty, start, length, cancellationToken);

    /// <summary>An attribute's argument, or the part of it that a span of its text names.</summary>
    public static Location OfArgument(AttributeData attribute, string name, int start, int length, CancellationToken cancellationToken)
    {
        if (attribute.ApplicationSyntaxReference?.GetSyntax(cancellationToken) is not AttributeSyntax syntax)
        {
            return Location.None;
        }

        var argument = syntax.ArgumentList?.Arguments.FirstOrDefault(argument => (argument.NameEquals?.Name.Identifier.ValueText ?? string.Empty) == name);
        if (argument is null)
        {
            return syntax.GetLocation();
        }

        return length > 0 && LiteralSpan.Of(argument.Expression, start, length) is { } span
            ? Location.Create(syntax.SyntaxTree, span)
            : argument.Expression.GetLocation();
    }

    private static Location OfArgument(ProblemTarget target, IMethodSymbol method, CancellationToken cancellationToken) =>
        OfArgument(method.GetAttributes()[target.Index], target.Argument, target.Start, target.Length, cancellationToken);

    private static Location OfReturnType(IMethodSymbol method, CancellationToken cancellationToken) =>
        method.DeclaringSyntaxReferences is [var reference, ..] && reference.GetSyntax(cancellationToken) is MethodDeclarationSyntax syntax
            ? syntax.ReturnType.GetLocation()
            : OfSymbol(method);

    private static Location OfSymbol(ISymbol symbol) => symbol.Locations is [var location, ..] ? location : Location.None;
}
