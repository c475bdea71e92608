using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Reality.Generators.Rules;

namespace Reality.CodeFixes.Text;

/// <summary>RLT2005, RLT3004: puts the template or the policy that was probably meant in place of the one that is not there.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ReplacementFix))]
[Shared]
public sealed class ReplacementFix() : RealityFixProvider("RLT2005", "RLT3004")
{
    private protected override IEnumerable<Offer> Offers(FixSite site, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (diagnostic.Properties.TryGetValue(FixProperties.Replacement, out var text) && text is not null)
        {
            yield return Offer.Of($"Write {text}", nameof(ReplacementFix), edits => edits.Replace(site.Document, diagnostic.Location.SourceSpan, text));
        }
    }
}
