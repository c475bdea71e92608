using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Reality.CodeFixes;

/// <summary>A document with a diagnostic in it, as it was when the fix was asked for.</summary>
internal sealed record FixSite(Document Document, SyntaxNode Root, SourceText Text, SemanticModel Model)
{
    public Compilation Compilation => Model.Compilation;

    /// <summary>Opens a document; <see langword="null"/> where it is no C#.</summary>
    public static async Task<FixSite?> OpenAsync(Document document, CancellationToken cancellationToken) =>
        await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is { } root
            && await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is { } model
            ? new(document, root, await document.GetTextAsync(cancellationToken).ConfigureAwait(false), model)
            : null;

    /// <summary>The innermost node of a kind around a place.</summary>
    public T? Around<T>(TextSpan span)
        where T : SyntaxNode => Root.FindNode(span, getInnermostNodeForTie: true).FirstAncestorOrSelf<T>();
}
