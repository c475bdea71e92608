using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Reality.CodeFixes.Text;
using Reality.Generators.Binding;
using Reality.Generators.Rules;

namespace Reality.CodeFixes.Weaving;

/// <summary>RLT2009: lists a payload in the project's JSON context, or makes one beside the contract.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(JsonContextFix))]
[Shared]
public sealed class JsonContextFix() : RealityFixProvider("RLT2009")
{
    private const string Space = "System.Text.Json.Serialization";

    private protected override IEnumerable<Offer> Offers(FixSite site, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (site.Around<MethodDeclarationSyntax>(diagnostic.Location.SourceSpan) is { } method
            && site.Model.GetDeclaredSymbol(method, cancellationToken) is IMethodSymbol symbol
            && Signature.ReturnOf(symbol.ReturnType).Result is { } payload
            && diagnostic.Properties.TryGetValue(FixProperties.Payload, out var listed)
            && listed == TypeText.Bare(payload))
        {
            yield return new("List the payload in a JSON context", "RLT2009", (edits, token) => WriteAsync(edits, site, method, payload, token));
        }
    }

    private static async Task WriteAsync(Edits edits, FixSite site, MethodDeclarationSyntax method, ITypeSymbol payload, CancellationToken cancellationToken)
    {
        foreach (var document in site.Document.Project.Documents.OrderByDescending(document => document.Id == site.Document.Id))
        {
            if (await FixSite.OpenAsync(document, cancellationToken).ConfigureAwait(false) is { } other
                && other.Root.DescendantNodes().OfType<ClassDeclarationSyntax>().FirstOrDefault(type => IsContext(type, other)) is { } context)
            {
                Add(edits, other, context, payload);
                return;
            }
        }

        Create(edits, site, method, payload);
    }

    private static bool IsContext(ClassDeclarationSyntax type, FixSite site) =>
        type.BaseList is not null && TypeText.Is((site.Model.GetDeclaredSymbol(type) as INamedTypeSymbol)?.BaseType, KnownNames.JsonSerializerContext);

    private static void Add(Edits edits, FixSite site, ClassDeclarationSyntax context, ITypeSymbol payload)
    {
        var start = context.SpanStart;
        var attribute = AttributeOf(payload, site, start);
        edits.Insert(site.Document, start, $"{attribute}{SourceLines.BreakOf(site.Text)}{SourceLines.IndentationAt(site.Text, start)}");
        UsingDirectives.Ensure(edits, site, start, Space, "JsonSerializableAttribute");
    }

    // Fixes that are applied together list their payloads in one new class.
    private static void Create(Edits edits, FixSite site, MethodDeclarationSyntax method, ITypeSymbol payload)
    {
        var type = method.Ancestors().OfType<TypeDeclarationSyntax>().Last();
        var payloads = edits.Share(
            (site.Document.Project.Id, "RLT2009"),
            () => new List<ITypeSymbol>(),
            (all, _) =>
            {
                var line = SourceLines.BreakOf(site.Text);
                var start = line + SourceLines.IndentationAt(site.Text, type.SpanStart);
                var attributes = all.Select(one => AttributeOf(one, site, type.SpanStart)).Distinct();
                edits.Insert(
                    site.Document,
                    type.Span.End,
                    $"{line}{start}{string.Join(start, attributes)}{start}internal sealed partial class {NameFor(type, site)} : JsonSerializerContext;");
                UsingDirectives.Ensure(edits, site, type.SpanStart, Space, "JsonSerializerContext");
                return Task.CompletedTask;
            });
        payloads.Add(payload);
    }

    private static string NameFor(TypeDeclarationSyntax type, FixSite site)
    {
        var name = type.Identifier.ValueText + "Json";
        while (site.Model.LookupNamespacesAndTypes(type.SpanStart, name: name).Length > 0)
        {
            name += "Context";
        }

        return name;
    }

    private static string AttributeOf(ITypeSymbol payload, FixSite site, int position) =>
        $"[JsonSerializable(typeof({payload.WithNullableAnnotation(NullableAnnotation.None).ToMinimalDisplayString(site.Model, position)}))]";
}
