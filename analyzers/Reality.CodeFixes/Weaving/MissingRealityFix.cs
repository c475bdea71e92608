using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Reality.CodeFixes.Weaving;

/// <summary>RLT2003: hands the class an <c>IReality</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MissingRealityFix))]
[Shared]
public sealed class MissingRealityFix() : RealityFixProvider("RLT2003")
{
    private protected override IEnumerable<Offer> Offers(FixSite site, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (site.Around<TypeDeclarationSyntax>(diagnostic.Location.SourceSpan) is { } syntax
            && site.Model.GetDeclaredSymbol(syntax, cancellationToken) is INamedTypeSymbol type
            && RealityParameter.CanBeAdded(type))
        {
            yield return new(
                "Add 'IReality reality' to the constructor",
                "RLT2003",
                (edits, token) => RealityParameter.WriteAsync(edits, type, [], token));
        }
    }
}
