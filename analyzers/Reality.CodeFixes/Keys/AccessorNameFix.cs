using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Reality.CodeFixes.Text;
using Reality.Generators.Binding;
using Reality.Generators.Models;
using Reality.Generators.Rules;
using Reality.Generators.Rules.Facts;
using Reality.Grammar;

namespace Reality.CodeFixes.Keys;

/// <summary>RLT1006: gives a key a name that no other has, made of its method's name.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AccessorNameFix))]
[Shared]
public sealed class AccessorNameFix() : RealityFixProvider("RLT1006")
{
    private static readonly string[] Verbs = ["Get", "List", "Read", "Load", "Find", "Fetch", "Query"];

    private protected override IEnumerable<Offer> Offers(FixSite site, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (site.Around<AttributeSyntax>(diagnostic.Location.SourceSpan) is { } attribute
            && attribute.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { } method
            && LiteralText.ValueOf(AttributeText.TemplateOf(attribute)) is { } text
            && KeyTemplate.TryParse(text, out var template, out _))
        {
            yield return new("Give the key another name", "RLT1006", (edits, token) => WriteAsync(edits, site, attribute, method, template, token));
        }
    }

    private static async Task WriteAsync(
        Edits edits, FixSite site, AttributeSyntax attribute, MethodDeclarationSyntax method, KeyTemplate template, CancellationToken cancellationToken)
    {
        var taken = edits.Share("names", static () => new HashSet<string>(StringComparer.Ordinal));
        foreach (var (_, other) in await ProjectAttributes.OfAsync(site.Document.Project, cancellationToken).ConfigureAwait(false))
        {
            if (other != attribute && AttributeText.IsKey(other) && LiteralText.ValueOf(AttributeText.TemplateOf(other)) is { } text && KeyTemplate.TryParse(text, out var one, out _))
            {
                var names = AccessorName.Of(one, LiteralText.ValueOf(AttributeText.ArgumentOf(other, "Name")?.Expression));
                taken.UnionWith([$"{names.Domain}.{names.Member}", $"{names.Domain}.{names.Member}Family", names.Struct]);
            }
        }

        var facts = Bindings.Of(site.Compilation).Facts;
        var space = site.Model.GetDeclaredSymbol(method, cancellationToken) is { } symbol ? TypeText.Namespace(symbol) : string.Empty;
        foreach (var candidate in Candidates(method.Identifier.ValueText, template))
        {
            var names = AccessorName.Of(template, candidate);
            var fact = new KeyFact(template, names.Domain, names.Member, names.Struct, string.Empty, false, string.Empty, string.Empty, Array.Empty<PlaceholderFact>().ToEquatableArray());
            if (!taken.Overlaps([$"{names.Domain}.{names.Member}", $"{names.Domain}.{names.Member}Family", names.Struct])
                && !facts.KeysNamed(fact).Any()
                && site.Compilation.GetTypeByMetadataName(space.Length == 0 ? names.Struct : $"{space}.{names.Struct}") is null)
            {
                taken.UnionWith([$"{names.Domain}.{names.Member}", $"{names.Domain}.{names.Member}Family", names.Struct]);
                if (AttributeText.ArgumentOf(attribute, "Name") is null)
                {
                    AttributeArguments.Append(edits, site.Document, attribute, "Name", $"\"{candidate}\"");
                }
                else
                {
                    AttributeArguments.Set(edits, site.Document, attribute, "Name", $"\"{candidate}\"");
                }

                return;
            }
        }
    }

    private static IEnumerable<string> Candidates(string method, KeyTemplate template)
    {
        var word = method.EndsWith("Async", StringComparison.Ordinal) ? method.Substring(0, method.Length - "Async".Length) : method;
        var verb = Verbs.FirstOrDefault(verb => word.Length > verb.Length && word.StartsWith(verb, StringComparison.Ordinal) && char.IsUpper(word[verb.Length]));
        word = verb is null ? word : word.Substring(verb.Length);
        if (word.Length > 0 && char.IsUpper(word[0]) && !Verbs.Contains(word) && SyntaxFacts.IsValidIdentifier(word) && !word.StartsWith("TryParse", StringComparison.Ordinal))
        {
            yield return word;
        }

        var derived = AccessorName.Of(template, null).Member;
        var placeholders = template.Segments.Where(static segment => segment.IsPlaceholder).Select(static segment => AccessorName.Pascal(segment.Value));
        yield return derived + "By" + string.Concat(placeholders);
        for (var i = 2; i < 100; i++)
        {
            yield return derived + i;
        }
    }
}
