using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Reality.CodeFixes.Text;

/// <summary>Adds a <c>using</c> where a name is not known yet, in the order that the file keeps.</summary>
internal static class UsingDirectives
{
    /// <summary>Makes a type known at a place of a document by its simple name.</summary>
    public static void Ensure(Edits edits, FixSite site, int position, string space, string type)
    {
        if (site.Model.LookupNamespacesAndTypes(position, name: type).Any(symbol => symbol.ContainingNamespace?.ToDisplayString() == space))
        {
            return;
        }

        var unit = (CompilationUnitSyntax)site.Root;
        var usings = unit.Usings.Count > 0 ? unit.Usings
            : site.Root.FindToken(position).Parent?.AncestorsAndSelf().OfType<BaseNamespaceDeclarationSyntax>().FirstOrDefault(static one => one.Usings.Count > 0)?.Usings
            ?? default;
        var line = SourceLines.BreakOf(site.Text);
        if (usings.Count == 0)
        {
            var first = unit.GetFirstToken(includeZeroWidth: true);
            edits.Insert(site.Document, unit.Externs.LastOrDefault()?.FullSpan.End ?? StartOf(first), $"using {space};{line}{line}");
            return;
        }

        var plain = usings.Where(static one => one.Alias is null && one.StaticKeyword.IsKind(SyntaxKind.None) && one.GlobalKeyword.IsKind(SyntaxKind.None)).ToList();
        var next = plain.FirstOrDefault(one => Compare(space, one.Name?.ToString() ?? string.Empty) < 0);
        var indentation = SourceLines.IndentationAt(site.Text, usings[0].SpanStart);
        if (next is not null && next != usings[0])
        {
            edits.Insert(site.Document, site.Text.Lines.GetLineFromPosition(next.SpanStart).Start, $"{indentation}using {space};{line}");
        }
        else if (next is not null)
        {
            // What stands above the first one, such as the file's header, stays above.
            edits.Insert(site.Document, next.SpanStart, $"using {space};{line}{indentation}");
        }
        else
        {
            var last = plain.LastOrDefault() ?? usings.Last();
            edits.Insert(site.Document, last.Span.End, $"{line}{indentation}using {space};");
        }
    }

    // Behind the file's header comment, before anything that documents the first declaration.
    private static int StartOf(SyntaxToken first)
    {
        var end = first.FullSpan.Start;
        var isHeader = first.LeadingTrivia.Any(static one => one.IsKind(SyntaxKind.SingleLineCommentTrivia) || one.IsKind(SyntaxKind.MultiLineCommentTrivia));
        foreach (var trivia in isHeader ? first.LeadingTrivia : default)
        {
            if (trivia.IsKind(SyntaxKind.SingleLineDocumentationCommentTrivia) || trivia.IsDirective)
            {
                break;
            }

            end = trivia.FullSpan.End;
        }

        return end;
    }

    // System first, as editors sort by default.
    private static int Compare(string left, string right)
    {
        var (isSystem, otherIsSystem) = (IsSystem(left), IsSystem(right));
        return isSystem == otherIsSystem ? string.Compare(left, right, StringComparison.OrdinalIgnoreCase) : isSystem ? -1 : 1;
    }

    private static bool IsSystem(string space) => space == "System" || space.StartsWith("System.", StringComparison.Ordinal);
}
