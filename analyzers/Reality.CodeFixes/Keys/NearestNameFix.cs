using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Reality.CodeFixes.Text;
using Reality.Generators.Binding;
using Reality.Generators.Rules;
using Reality.Grammar;

namespace Reality.CodeFixes.Keys;

/// <summary>RLT1003: writes the name that was probably meant, in every attribute of the method; a route gets the parameters that it lacks.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(NearestNameFix))]
[Shared]
public sealed class NearestNameFix() : RealityFixProvider("RLT1003")
{
    private const string Id = "RLT1003";

    private protected override IEnumerable<Offer> Offers(FixSite site, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var span = diagnostic.Location.SourceSpan;
        if (site.Around<AttributeSyntax>(span) is not { } attribute || site.Around<MethodDeclarationSyntax>(span) is not { } method)
        {
            yield break;
        }

        if (diagnostic.Properties.TryGetValue(FixProperties.Replacement, out var name) && name is not null)
        {
            var old = NameAt(site.Text.ToString(span));
            var changes = ChangesOf(method, old, name).ToList();
            if (changes.Any(change => change.Span.IntersectsWith(span)))
            {
                yield return Offer.Of($"Change '{old}' to '{name}'", Id, edits => edits.TryAdd(site.Document, changes));
            }
        }
        else if (AttributeText.ArgumentOf(attribute, "Route") is { } route && route.Span.Contains(span) && Missing(attribute, route) is { Length: > 0 } missing
            && LiteralText.Append(route.Expression, missing) is { } change)
        {
            yield return Offer.Of($"Add '{missing}' to the route", Id, edits => edits.TryAdd(site.Document, [change]));
        }
    }

    /// <summary>The name in <c>&lt;name&gt;</c> or <c>{*name:constraint}</c>.</summary>
    private static string NameAt(string text)
    {
        var inner = text.Trim('<', '>', '{', '}').TrimStart('*');
        var stop = inner.IndexOfAny([':', '?', '=']);
        return stop < 0 ? inner : inner.Substring(0, stop);
    }

    private static IEnumerable<TextChange> ChangesOf(MethodDeclarationSyntax method, string old, string name)
    {
        foreach (var attribute in AttributeText.DeclarationsOf(method))
        {
            var template = LiteralText.ValueOf(AttributeText.TemplateOf(attribute));
            var at = template?.IndexOf($"<{old}>", StringComparison.Ordinal) ?? -1;
            if (at >= 0 && template!.IndexOf($"<{name}>", StringComparison.Ordinal) < 0
                && LiteralText.Replace(AttributeText.TemplateOf(attribute)!, at + 1, old.Length, name) is { } change)
            {
                yield return change;
            }

            if (AttributeText.ArgumentOf(attribute, "Owner") is { } owner && LiteralText.ValueOf(owner.Expression) == old
                && LiteralText.Replace(owner.Expression, 0, old.Length, name) is { } changeOfOwner)
            {
                yield return changeOfOwner;
            }

            if (AttributeText.ArgumentOf(attribute, "Route") is { } route && LiteralText.ValueOf(route.Expression) is { } path)
            {
                foreach (var (_, start, length) in RouteParameters.Of(path).Where(one => one.Name == old))
                {
                    var inner = path.IndexOf(old, start, length, StringComparison.Ordinal);
                    if (LiteralText.Replace(route.Expression, inner, old.Length, name) is { } changeOfRoute)
                    {
                        yield return changeOfRoute;
                    }
                }
            }
        }
    }

    private static string Missing(AttributeSyntax attribute, AttributeArgumentSyntax route)
    {
        if (LiteralText.ValueOf(AttributeText.TemplateOf(attribute)) is not { } text
            || LiteralText.ValueOf(route.Expression) is not { } path
            || !KeyTemplate.TryParse(text, out var template, out _)
            || path.Contains("{*"))
        {
            return string.Empty;
        }

        var known = new HashSet<string>(RouteParameters.Of(path).Select(static one => one.Name), StringComparer.OrdinalIgnoreCase);
        var missing = string.Concat(template.Segments.Where(segment => segment.IsPlaceholder && !known.Contains(segment.Value)).Select(static segment => $"/{{{segment.Value}}}"));
        return path.EndsWith("/", StringComparison.Ordinal) && missing.Length > 0 ? missing.Substring(1) : missing;
    }
}
