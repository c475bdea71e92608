using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Reality.CodeFixes.Text;
using Reality.Generators.Rules;

namespace Reality.CodeFixes.Keys;

/// <summary>RLT1010, RLT1011: writes a key's accessor in place of its text.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(TypedKeyFix))]
[Shared]
public sealed class TypedKeyFix() : RealityFixProvider("RLT1010", "RLT1011")
{
    private protected override IEnumerable<Offer> Offers(FixSite site, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (diagnostic.Properties.TryGetValue(FixProperties.Replacement, out var accessor) && accessor is not null
            && site.Root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is ExpressionSyntax text)
        {
            var use = TypedKeyUse.Of(text, AccessorText.Shortest(accessor, site, text.SpanStart), site, cancellationToken);
            yield return Offer.Of(
                $"Write {use.Text}",
                nameof(TypedKeyFix), // one for both: the formatter takes it from whichever comes first
                edits =>
                {
                    edits.Replace(site.Document, use.Replaced.Span, use.Text);
                    UsingDirectives.Ensure(edits, site, text.SpanStart, "Reality", "Keys");
                });
        }
    }
}
