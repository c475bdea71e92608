using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Reality.CodeFixes;

/// <summary>What every fix here has in common: it says what it offers for a diagnostic, and its edits are made one by one or together.</summary>
public abstract class RealityFixProvider : CodeFixProvider
{
    private readonly ImmutableArray<string> _ids;

    private protected RealityFixProvider(params string[] ids) => _ids = [.. ids];

    /// <inheritdoc/>
    public sealed override ImmutableArray<string> FixableDiagnosticIds => _ids;

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => EditsFixAll.Instance;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await FixSite.OpenAsync(context.Document, context.CancellationToken).ConfigureAwait(false) is not { } site)
        {
            return;
        }

        foreach (var diagnostic in context.Diagnostics)
        {
            foreach (var offer in await OffersAsync(site, diagnostic, context.CancellationToken).ConfigureAwait(false))
            {
                context.RegisterCodeFix(CodeAction.Create(offer.Title, token => ApplyAsync(offer, context.Document.Project.Solution, token), offer.Key), diagnostic);
            }
        }
    }

    /// <summary>The ways to solve a diagnostic, the best one first. What they write is found when one of them is chosen.</summary>
    private protected abstract IEnumerable<Offer> Offers(FixSite site, Diagnostic diagnostic, CancellationToken cancellationToken);

    /// <summary>As <see cref="Offers"/>; a fix that has to look into other documents before it offers anything overrides this.</summary>
    internal virtual Task<IReadOnlyList<Offer>> OffersAsync(FixSite site, Diagnostic diagnostic, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Offer>>([.. Offers(site, diagnostic, cancellationToken)]);

    private static async Task<Solution> ApplyAsync(Offer offer, Solution solution, CancellationToken cancellationToken)
    {
        var edits = new Edits(solution);
        await offer.Write(edits, cancellationToken).ConfigureAwait(false);
        return await edits.ApplyAsync(cancellationToken).ConfigureAwait(false);
    }
}
