using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Reality.CodeFixes.Text;
using Reality.Generators.Binding;
using Reality.Generators.Models;

namespace Reality.CodeFixes.Weaving;

/// <summary>RLT2002: writes the core with the parameters that it must have, or gives the one that is there those that it lacks.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CoreStubFix))]
[Shared]
public sealed class CoreStubFix() : RealityFixProvider("RLT2002")
{
    private const string Id = "RLT2002";

    private protected override IEnumerable<Offer> Offers(FixSite site, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var node = site.Around<MemberDeclarationSyntax>(diagnostic.Location.SourceSpan);
        if (node is MethodDeclarationSyntax syntax && site.Model.GetDeclaredSymbol(syntax, cancellationToken) is IMethodSymbol method)
        {
            if (CoreParameters.Fitting(site, method) is { } change)
            {
                yield return Offer.Of($"Give '{CoreBinder.NameOf(method)}' the parameters of '{method.Name}'", Id, edits => edits.TryAdd(site.Document, [change]));
            }
            else if (!IsTaken(method.ContainingType, method))
            {
                yield return Offer.Of($"Write '{CoreBinder.NameOf(method)}'", Id, edits => Write(edits, site, method, syntax.Span.End, syntax, string.Empty));
            }
        }
        else if (node is TypeDeclarationSyntax { CloseBraceToken.RawKind: (int)SyntaxKind.CloseBraceToken } declaration
            && site.Model.GetDeclaredSymbol(declaration, cancellationToken) is INamedTypeSymbol type)
        {
            var missing = RepositoryBinder.Bind(type, site.Compilation, cancellationToken).Methods
                .Where(bound => bound.IsOfInterface && bound.Core is null && !bound.Declaration.IsRefused && !IsTaken(type, bound.Method))
                .Select(static bound => bound.Method)
                .ToList();
            if (missing.Count > 0)
            {
                yield return Offer.Of("Write the missing cores", Id, edits => WriteAll(edits, site, declaration, missing));
            }
        }
    }

    // A second method of the same parameters could not be compiled.
    private static bool IsTaken(INamedTypeSymbol type, IMethodSymbol contract) => type.GetMembers(CoreBinder.NameOf(contract)).OfType<IMethodSymbol>().Any(other =>
        other.Parameters.Length == contract.Parameters.Length + 1 && other.Parameters.Length > 0 && TypeText.Is(other.Parameters[0].Type, KnownNames.Connection)
        && other.Parameters.Skip(1).Zip(contract.Parameters, static (left, right) => SymbolEqualityComparer.Default.Equals(left.Type, right.Type)).All(static same => same));

    private static void WriteAll(Edits edits, FixSite site, TypeDeclarationSyntax declaration, List<IMethodSymbol> missing)
    {
        var last = declaration.Members.LastOrDefault();
        var line = SourceLines.BreakOf(site.Text);
        var inner = SourceLines.IndentationAt(site.Text, declaration.GetFirstToken().SpanStart) + "    ";
        for (var i = 0; i < missing.Count; i++)
        {
            if (last is null)
            {
                // In an empty class nothing stands above.
                edits.Insert(site.Document, declaration.OpenBraceToken.Span.End, (i == 0 ? string.Empty : line) + line + inner + Stub(site, missing[i], declaration.OpenBraceToken.Span.End, inner, "    "));
            }
            else
            {
                Write(edits, site, missing[i], last.Span.End, last, string.Empty);
            }
        }

        EnsureUsings(edits, site, declaration.SpanStart);
    }

    private static void Write(Edits edits, FixSite site, IMethodSymbol contract, int position, MemberDeclarationSyntax beside, string before)
    {
        var line = SourceLines.BreakOf(site.Text);
        var indentation = SourceLines.IndentationAt(site.Text, beside.GetFirstToken().SpanStart);
        edits.Insert(site.Document, position, $"{before}{line}{line}{indentation}{Stub(site, contract, beside.SpanStart, indentation, SourceLines.StepOf(site.Text, beside))}");
        EnsureUsings(edits, site, beside.SpanStart);
    }

    private static string Stub(FixSite site, IMethodSymbol contract, int position, string indentation, string step)
    {
        var parameters = string.Join(", ", CoreParameters.Of(site, contract, position, "DbConnection"));
        var returns = CoreParameters.Show(site, contract.ReturnType, position);
        return $"private static {returns} {CoreBinder.NameOf(contract)}({parameters}) =>{SourceLines.BreakOf(site.Text)}{indentation}{step}throw new NotImplementedException();";
    }

    private static void EnsureUsings(Edits edits, FixSite site, int position)
    {
        UsingDirectives.Ensure(edits, site, position, "System", nameof(NotImplementedException));
        UsingDirectives.Ensure(edits, site, position, "System.Data.Common", "DbConnection");
    }
}
