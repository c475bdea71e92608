using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Reality.CodeFixes;

/// <summary>Fix All: the edits of all diagnostics in one go, so that fixes of one class or one attribute know of one another.</summary>
internal sealed class EditsFixAll : FixAllProvider
{
    public static readonly EditsFixAll Instance = new();

    public override async Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext)
    {
        var edits = new Edits(fixAllContext.Solution);
        var provider = (RealityFixProvider)fixAllContext.CodeFixProvider;
        var any = false;
        foreach (var document in DocumentsOf(fixAllContext))
        {
            var diagnostics = await fixAllContext.GetDocumentDiagnosticsAsync(document).ConfigureAwait(false);
            if (diagnostics.IsEmpty || await FixSite.OpenAsync(document, fixAllContext.CancellationToken).ConfigureAwait(false) is not { } site)
            {
                continue;
            }

            foreach (var diagnostic in diagnostics.OrderBy(static one => one.Location.SourceSpan.Start))
            {
                var offers = await provider.OffersAsync(site, diagnostic, fixAllContext.CancellationToken).ConfigureAwait(false);

                // Without a key the formatter met a diagnostic first that has no fix: then the best offer of each is meant.
                var key = fixAllContext.CodeActionEquivalenceKey;
                if (offers.FirstOrDefault(offer => key is null || offer.Key == key) is { } offer)
                {
                    await offer.Write(edits, fixAllContext.CancellationToken).ConfigureAwait(false);
                    any = true;
                }
            }
        }

        return any ? CodeAction.Create("Fix all", edits.ApplyAsync, fixAllContext.CodeActionEquivalenceKey) : null;
    }

    private static IEnumerable<Document> DocumentsOf(FixAllContext context)
    {
        var documents = context.Scope switch
        {
            FixAllScope.Document => context.Document is { } document ? [document] : [],
            FixAllScope.Project => context.Project.Documents,
            FixAllScope.Solution => context.Solution.Projects.Where(static project => project.Language == LanguageNames.CSharp).SelectMany(static project => project.Documents),
            _ => [],
        };

        // One file in several projects, or built for several frameworks, is changed once.
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return documents.Where(document => document.FilePath is null || seen.Add(document.FilePath));
    }
}
