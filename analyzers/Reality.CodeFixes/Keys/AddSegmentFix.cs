using System.Composition;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Reality.CodeFixes.Text;
using Reality.Generators.Binding;
using Reality.Grammar;

namespace Reality.CodeFixes.Keys;

/// <summary>
/// RLT1007: adds a segment for a parameter to the read's key. Writes that invalidated the old key cannot know which of the new ones
/// changed, so they invalidate its family. Not offered where code names the old key: it would no longer compile.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddSegmentFix))]
[Shared]
public sealed class AddSegmentFix() : RealityFixProvider("RLT1007")
{
    internal override async Task<IReadOnlyList<Offer>> OffersAsync(FixSite site, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var offers = Offers(site, diagnostic, cancellationToken).ToList();
        return offers.Count > 0 && KeyOf(site, diagnostic) is var (attribute, template) && !await IsNamedAsync(site, attribute, template, cancellationToken).ConfigureAwait(false)
            ? offers
            : [];
    }

    private protected override IEnumerable<Offer> Offers(FixSite site, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (site.Around<ParameterSyntax>(diagnostic.Location.SourceSpan) is { } parameter
            && KeyOf(site, diagnostic) is var (attribute, template)
            && site.Model.GetDeclaredSymbol(parameter, cancellationToken) is IParameterSymbol symbol
            && !PlaceholderType.MayBeNull(symbol.Type) && PlaceholderType.KindOf(symbol.Type) is not null
            && WiderKey.Of(template).Add(symbol.Name)
            && (AttributeText.ArgumentOf(attribute, "Route") is not { } route || LiteralText.ValueOf(route.Expression) is { } path && !path.Contains("{*")))
        {
            yield return Offer.Of(
                $"Add '{symbol.Name}' to the key",
                "RLT1007",
                edits => edits.Share((site.Document.Id, attribute.SpanStart), () => WiderKey.Of(template), (key, token) => WriteAsync(edits, site, attribute, key, token)).Add(symbol.Name));
        }
    }

    private static (AttributeSyntax Attribute, KeyTemplate Template)? KeyOf(FixSite site, Diagnostic diagnostic) =>
        site.Around<MethodDeclarationSyntax>(diagnostic.Location.SourceSpan) is { } method
            && AttributeText.DeclarationsOf(method).FirstOrDefault(AttributeText.IsKey) is { } attribute
            && LiteralText.ValueOf(AttributeText.TemplateOf(attribute)) is { } text
            && KeyTemplate.TryParse(text, out var template, out _)
            ? (attribute, template)
            : null;

    private static async Task WriteAsync(Edits edits, FixSite site, AttributeSyntax attribute, WiderKey key, CancellationToken cancellationToken)
    {
        if (LiteralText.Append(AttributeText.TemplateOf(attribute)!, key.Added) is not { } change)
        {
            return;
        }

        edits.TryAdd(site.Document, [change]);
        if (AttributeText.ArgumentOf(attribute, "Route") is { } route && LiteralText.Append(route.Expression, key.Route) is { } routed)
        {
            edits.TryAdd(site.Document, [routed]);
        }

        var all = new List<(Document Document, AttributeSyntax Attribute)>();
        foreach (var project in edits.Solution.Projects.Where(static project => project.Language == LanguageNames.CSharp))
        {
            all.AddRange(await ProjectAttributes.OfAsync(project, cancellationToken).ConfigureAwait(false));
        }

        var same = all.Where(one => TemplateOf(one.Attribute) is { } other && other.Signature == key.Before.Signature).ToList();
        if (same.Any(one => AttributeText.IsKey(one.Attribute) && one.Attribute.Span != attribute.Span))
        {
            return;
        }

        foreach (var (document, invalidation) in same.Where(static one => AttributeText.IsInvalidation(one.Attribute)))
        {
            var expression = AttributeText.TemplateOf(invalidation)!;
            if (LiteralText.Replace(expression, 0, LiteralText.ValueOf(expression)!.Length, key.Family) is { } family)
            {
                edits.TryAdd(document, [family]);
            }
        }
    }

    private static async Task<bool> IsNamedAsync(FixSite site, AttributeSyntax attribute, KeyTemplate template, CancellationToken cancellationToken)
    {
        var (domain, member, structName) = AccessorName.Of(template, LiteralText.ValueOf(AttributeText.ArgumentOf(attribute, "Name")?.Expression));
        var names = new Regex($@"\b{structName}\b|\bKeys\s*\.\s*{domain}\s*\.\s*(TryParse)?{member}(Family)?\b");
        foreach (var document in site.Document.Project.Solution.Projects.Where(static one => one.Language == LanguageNames.CSharp).SelectMany(static project => project.Documents))
        {
            if (names.IsMatch((await document.GetTextAsync(cancellationToken).ConfigureAwait(false)).ToString()))
            {
                return true;
            }
        }

        return false;
    }

    private static KeyTemplate? TemplateOf(AttributeSyntax attribute) =>
        LiteralText.ValueOf(AttributeText.TemplateOf(attribute)) is { } text && KeyTemplate.TryParseInvalidation(text, out var template, out _) ? template : null;
}
