using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Reality.CodeFixes.Text;
using Reality.CodeFixes.Weaving;
using Reality.CodeFixes.Weaving.Splitting;
using Reality.Generators.Binding;
using Reality.Generators.Rules;

namespace Reality.CodeFixes.Staleness;

/// <summary>RLT4001, RLT4002: adds the invalidations that a write forgot. An ordinary method becomes a contract with it, since only that is woven.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(InvalidationFix))]
[Shared]
public sealed class InvalidationFix() : RealityFixProvider("RLT4001", "RLT4002")
{
    private protected override IEnumerable<Offer> Offers(FixSite site, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (!diagnostic.Properties.TryGetValue(FixProperties.Templates, out var text) || string.IsNullOrEmpty(text)
            || site.Around<MethodDeclarationSyntax>(diagnostic.Location.SourceSpan) is not { } syntax
            || site.Model.GetDeclaredSymbol(syntax, cancellationToken) is not IMethodSymbol method)
        {
            yield break;
        }

        var templates = text!.Split('\n');
        var title = templates.Length == 1 ? $"Add [RealityInvalidates(\"{templates[0]}\")]" : "Add the missing [RealityInvalidates]";
        if (method.IsPartialDefinition)
        {
            yield return Offer.Of(title, nameof(InvalidationFix), edits => Add(edits, site, syntax, templates));
        }
        else if (ContractOf(method, cancellationToken) is { } contract)
        {
            yield return new(title, nameof(InvalidationFix), (edits, token) => AddToContractAsync(edits, contract, templates, token));
        }
        else if (CanBeSplit(syntax, method))
        {
            yield return Offer.Of(
                title + ", and split the method",
                nameof(InvalidationFix),
                edits =>
                {
                    if (MethodSplit.Write(edits, site, syntax, method, method, keepsContract: true) is { } body)
                    {
                        Add(edits, site, syntax, templates);
                        ClassWeaving.Of(edits, method.ContainingType).Add(body);
                    }
                });
        }
    }

    // A method that is handed its connection runs in somebody else's transaction; whoever calls it has to say what changes.
    private static bool CanBeSplit(MethodDeclarationSyntax syntax, IMethodSymbol method) =>
        MethodSplit.CanBeSplit(syntax, method)
        && method.ContainingType.GetMembers(CoreBinder.NameOf(method)).IsEmpty
        && !method.Parameters.Any(static one => DataTypes.IsConnection(one.Type) || DataTypes.IsTransaction(one.Type));

    /// <summary>The interface's method that a core belongs to, as far as its source is at hand.</summary>
    private static MethodDeclarationSyntax? ContractOf(IMethodSymbol core, CancellationToken cancellationToken) => core.ContainingType.AllInterfaces
        .SelectMany(static face => face.GetMembers())
        .OfType<IMethodSymbol>()
        .Where(method => method.IsAnnotated() && CoreBinder.NameOf(method) == core.Name)
        .SelectMany(static method => method.DeclaringSyntaxReferences)
        .Select(reference => reference.GetSyntax(cancellationToken))
        .OfType<MethodDeclarationSyntax>()
        .FirstOrDefault();

    private static async Task AddToContractAsync(Edits edits, MethodDeclarationSyntax contract, string[] templates, CancellationToken cancellationToken)
    {
        if (edits.Solution.GetDocument(contract.SyntaxTree) is { } document && await FixSite.OpenAsync(document, cancellationToken).ConfigureAwait(false) is { } site)
        {
            Add(edits, site, contract, templates);
        }
    }

    private static void Add(Edits edits, FixSite site, MethodDeclarationSyntax method, string[] templates)
    {
        var first = method.Modifiers.Count > 0 ? method.Modifiers[0] : method.ReturnType.GetFirstToken();

        // Beside the others where they stand on the method's own line, else each on its own.
        var isBeside = method.AttributeLists.Count > 0 && !SourceLines.IsFirstInLine(site.Text, first.SpanStart);
        var separator = isBeside ? string.Empty : SourceLines.BreakOf(site.Text) + SourceLines.IndentationAt(site.Text, method.GetFirstToken().SpanStart);
        foreach (var template in templates)
        {
            edits.Insert(site.Document, isBeside ? method.AttributeLists.Last().Span.End : first.SpanStart, $"[RealityInvalidates(\"{template}\")]{separator}");
        }

        UsingDirectives.Ensure(edits, site, method.SpanStart, "Reality", "RealityInvalidatesAttribute");
    }
}
