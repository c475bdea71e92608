using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Reality.CodeFixes.Keys;

/// <summary>Writes the types within an accessor as short as the place allows: <c>Guid.Parse</c> for <c>System.Guid.Parse</c>.</summary>
internal static class AccessorText
{
    public static string Shortest(string accessor, FixSite site, int position)
    {
        var expression = SyntaxFactory.ParseExpression(accessor);
        var found = new List<(int Start, int Length, string Text)>();
        foreach (var name in expression.DescendantNodes().Where(static node => node is MemberAccessExpressionSyntax or QualifiedNameSyntax))
        {
            if (site.Compilation.GetTypeByMetadataName(name.ToString()) is { } type && type.ContainingNamespace.ToDisplayString() != "Reality")
            {
                found.Add((name.SpanStart, name.Span.Length, type.ToMinimalDisplayString(site.Model, position)));
            }
        }

        foreach (var (start, length, text) in found.OrderByDescending(static one => one.Start))
        {
            accessor = accessor.Remove(start, length).Insert(start, text);
        }

        return accessor;
    }
}
