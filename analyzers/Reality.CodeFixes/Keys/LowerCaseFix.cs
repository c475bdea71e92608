using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Reality.CodeFixes.Text;
using Reality.Generators.Rules;
using Reality.Grammar;

namespace Reality.CodeFixes.Keys;

/// <summary>RLT1002: writes a template's words in lower case, wherever the project writes that template, so that its parts still meet; or the word that .editorconfig asks for.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LowerCaseFix))]
[Shared]
public sealed class LowerCaseFix() : RealityFixProvider("RLT1002")
{
    private protected override IEnumerable<Offer> Offers(FixSite site, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (diagnostic.Properties.TryGetValue(FixProperties.Replacement, out var word) && word is not null)
        {
            yield return Offer.Of($"Write '{word}'", "RLT1002", edits => edits.Replace(site.Document, diagnostic.Location.SourceSpan, word));
        }
        else if (site.Around<AttributeSyntax>(diagnostic.Location.SourceSpan) is { } attribute
            && TemplateOf(attribute) is { } template
            && template.ToLowerCaseLiterals() != template.Text)
        {
            yield return new(
                "Write the template in lower case",
                "RLT1002",
                (edits, token) => WriteAsync(edits, site, template.Signature, token));
        }
    }

    private static async Task WriteAsync(Edits edits, FixSite site, string signature, CancellationToken cancellationToken)
    {
        foreach (var (document, attribute) in await ProjectAttributes.OfAsync(site.Document.Project, cancellationToken).ConfigureAwait(false))
        {
            if (TemplateOf(attribute) is { } template && template.Signature == signature
                && LiteralText.Replace(AttributeText.TemplateOf(attribute)!, 0, template.Text.Length, template.ToLowerCaseLiterals()) is { } change)
            {
                edits.TryAdd(document, [change]);
            }
        }
    }

    private static KeyTemplate? TemplateOf(AttributeSyntax attribute) =>
        LiteralText.ValueOf(AttributeText.TemplateOf(attribute)) is { } text && KeyTemplate.TryParseInvalidation(text, out var template, out _) ? template : null;
}
