using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Reality.CodeFixes.Text;
using Reality.Grammar;

namespace Reality.CodeFixes.Access;

/// <summary>RLT3003: gives a user's key to that user.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(OwnerFix))]
[Shared]
public sealed class OwnerFix() : RealityFixProvider("RLT3003")
{
    private const string DefaultOwner = "userId";

    private protected override IEnumerable<Offer> Offers(FixSite site, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (site.Around<AttributeSyntax>(diagnostic.Location.SourceSpan) is { } attribute
            && AttributeText.ArgumentOf(attribute, "Access")?.Expression is MemberAccessExpressionSyntax access
            && AttributeText.TemplateOf(attribute) is { } text
            && site.Model.GetConstantValue(text, cancellationToken).Value is string template
            && KeyTemplate.TryParse(template, out var parsed, out _))
        {
            var owner = parsed.Segments[1].Value;
            var argument = owner == DefaultOwner || AttributeText.ArgumentOf(attribute, "Owner") is not null ? string.Empty : $", Owner = \"{owner}\"";
            yield return Offer.Of(
                "Let only the user read it",
                "RLT3003",
                edits => edits.TryAdd(site.Document, [new(access.Name.Span, "Owner" + argument)]));
        }
    }
}
