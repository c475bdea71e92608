using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Reality.CodeFixes.Text;

namespace Reality.CodeFixes.Staleness;

/// <summary>RLT4004: hashes by content, which is what a key does that names no strategy.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ContentHashFix))]
[Shared]
public sealed class ContentHashFix() : RealityFixProvider("RLT4004")
{
    private protected override IEnumerable<Offer> Offers(FixSite site, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (site.Around<AttributeSyntax>(diagnostic.Location.SourceSpan) is { } attribute && AttributeText.ArgumentOf(attribute, "Hash") is { } argument)
        {
            yield return Offer.Of("Hash by content", "RLT4004", edits => AttributeArguments.Remove(edits, site.Document, argument));
        }
    }
}
