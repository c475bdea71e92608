using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Reality.CodeFixes.Text;
using Reality.Grammar;

namespace Reality.CodeFixes.Access;

/// <summary>
/// RLT3001: says who may read a key. The narrowest rule that the template allows comes first, and is what the formatter applies: the
/// owner where the key names a user, else whoever is signed in.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MissingAccessFix))]
[Shared]
public sealed class MissingAccessFix() : RealityFixProvider("RLT3001")
{
    private protected override IEnumerable<Offer> Offers(FixSite site, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (site.Around<MethodDeclarationSyntax>(diagnostic.Location.SourceSpan) is not { } method
            || AttributeText.DeclarationsOf(method).FirstOrDefault(AttributeText.IsKey) is not { } attribute)
        {
            yield break;
        }

        var isOwned = NamesOwner(attribute);
        if (isOwned)
        {
            yield return Of(site, attribute, "Owner", "Let the owner alone read it", "RLT3001.Narrowest");
        }

        yield return Of(site, attribute, "Authenticated", "Let any signed-in user read it", isOwned ? "RLT3001.Authenticated" : "RLT3001.Narrowest");
        yield return Of(site, attribute, "Public", "Let everyone read it", "RLT3001.Public");
    }

    private static Offer Of(FixSite site, AttributeSyntax attribute, string access, string title, string key) => Offer.Of(
        title,
        key,
        edits =>
        {
            AttributeArguments.Set(edits, site.Document, attribute, "Access", $"RealityAccess.{access}");
            UsingDirectives.Ensure(edits, site, attribute.SpanStart, "Reality", "RealityAccess");
        });

    private static bool NamesOwner(AttributeSyntax attribute)
    {
        var owner = AttributeText.ArgumentOf(attribute, "Owner") is { } argument ? LiteralText.ValueOf(argument.Expression) : "userId";
        return LiteralText.ValueOf(AttributeText.TemplateOf(attribute)) is { } text
            && KeyTemplate.TryParse(text, out var template, out _)
            && template.Segments.Any(segment => segment.IsPlaceholder && segment.Value == owner);
    }
}
