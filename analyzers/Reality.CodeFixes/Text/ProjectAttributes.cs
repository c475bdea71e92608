using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Reality.CodeFixes.Text;

/// <summary>Finds the keys and invalidations of a project, by their text alone: what another file says is changed with this one.</summary>
internal static class ProjectAttributes
{
    public static async Task<IReadOnlyList<(Document Document, AttributeSyntax Attribute)>> OfAsync(Project project, CancellationToken cancellationToken)
    {
        var found = new List<(Document, AttributeSyntax)>();
        foreach (var document in project.Documents)
        {
            if (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is { } root)
            {
                found.AddRange(root.DescendantNodes(static node => node is not BlockSyntax and not ExpressionSyntax)
                    .OfType<AttributeSyntax>()
                    .Where(static one => AttributeText.IsKey(one) || AttributeText.IsInvalidation(one))
                    .Select(one => (document, one)));
            }
        }

        return found;
    }
}
