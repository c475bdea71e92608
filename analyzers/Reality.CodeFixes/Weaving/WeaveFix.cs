using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Reality.CodeFixes.Weaving.Splitting;
using Reality.Generators.Binding;

namespace Reality.CodeFixes.Weaving;

/// <summary>RLT2001: makes what is annotated something that can be woven. A method with a body is split into its contract and its core.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(WeaveFix))]
[Shared]
public sealed class WeaveFix() : RealityFixProvider("RLT2001")
{
    private const string Id = "RLT2001";

    private protected override IEnumerable<Offer> Offers(FixSite site, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var node = site.Around<MemberDeclarationSyntax>(diagnostic.Location.SourceSpan);
        return node switch
        {
            MethodDeclarationSyntax syntax when site.Model.GetDeclaredSymbol(syntax, cancellationToken) is { ContainingType.TypeKind: TypeKind.Class } method =>
                OfMethod(site, syntax, method),
            TypeDeclarationSyntax syntax when site.Model.GetDeclaredSymbol(syntax, cancellationToken) is INamedTypeSymbol type => OfType(site, syntax, type, cancellationToken),
            _ => [],
        };
    }

    private static IEnumerable<Offer> OfMethod(FixSite site, MethodDeclarationSyntax syntax, IMethodSymbol method)
    {
        var type = method.ContainingType;
        if (type.IsStatic || type.Arity > 0)
        {
            yield break;
        }

        if (method.IsPartialDefinition && syntax.Body is null && syntax.ExpressionBody is null)
        {
            yield return Offer.Of($"Mark '{type.Name}' with [RealityRepository]", Id, edits => ClassWeaving.Of(edits, type));
        }
        else if (MethodSplit.CanBeSplit(syntax, method) && CanReach(type, site) && type.GetMembers(CoreBinder.NameOf(method)).IsEmpty)
        {
            yield return Offer.Of(
                "Split into contract and implementation",
                Id,
                edits =>
                {
                    if (MethodSplit.Write(edits, site, syntax, method, method, keepsContract: true) is { } body)
                    {
                        ClassWeaving.Of(edits, type).Add(body);
                    }
                });
        }
    }

    private static IEnumerable<Offer> OfType(FixSite site, TypeDeclarationSyntax syntax, INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        var byHand = ImplementedByHand(type, cancellationToken).ToList();
        if (byHand.Count > 0)
        {
            if (CanReach(type, site) && byHand.All(pair => MethodSplit.CanBeSplit(pair.Syntax, pair.Method) && type.GetMembers(CoreBinder.NameOf(pair.Contract)).IsEmpty))
            {
                yield return new("Make the implementation the core of the contract", Id, (edits, token) => MakeCoresAsync(edits, type, byHand, token));
            }
        }
        else if (!syntax.Modifiers.Any(SyntaxKind.PartialKeyword))
        {
            yield return Offer.Of($"Make '{type.Name}' partial", Id, edits => MakePartial(edits, type));
        }
    }

    private static bool CanReach(INamedTypeSymbol type, FixSite site) =>
        RealitySource.Of(type, site.Compilation).Expression.Length > 0 || RealityParameter.CanBeAdded(type);

    // A class that only stands around a woven one is not woven itself.
    private static void MakePartial(Edits edits, INamedTypeSymbol type)
    {
        foreach (var part in type.DeclaringSyntaxReferences)
        {
            if (edits.Solution.GetDocument(part.SyntaxTree) is { } document && part.GetSyntax() is TypeDeclarationSyntax declaration && !declaration.Modifiers.Any(SyntaxKind.PartialKeyword))
            {
                edits.Insert(document, declaration.Keyword.SpanStart, "partial ");
            }
        }
    }

    private static IEnumerable<(IMethodSymbol Contract, IMethodSymbol Method, MethodDeclarationSyntax Syntax)> ImplementedByHand(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        foreach (var contract in type.AllInterfaces.SelectMany(static face => face.GetMembers()).OfType<IMethodSymbol>().Where(AttributeReading.IsAnnotated))
        {
            if (type.FindImplementationForInterfaceMember(contract) is IMethodSymbol method
                && SymbolEqualityComparer.Default.Equals(method.ContainingType, type)
                && !method.IsAnnotated() && !method.IsPartialDefinition
                && method.DeclaringSyntaxReferences is [var own]
                && !own.SyntaxTree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal)
                && own.GetSyntax(cancellationToken) is MethodDeclarationSyntax syntax)
            {
                yield return (contract, method, syntax);
            }
        }
    }

    private static async Task MakeCoresAsync(
        Edits edits, INamedTypeSymbol type, List<(IMethodSymbol Contract, IMethodSymbol Method, MethodDeclarationSyntax Syntax)> byHand, CancellationToken cancellationToken)
    {
        foreach (var (contract, method, syntax) in byHand)
        {
            if (edits.Solution.GetDocument(syntax.SyntaxTree) is { } document
                && await FixSite.OpenAsync(document, cancellationToken).ConfigureAwait(false) is { } site
                && MethodSplit.Write(edits, site, syntax, method, contract, keepsContract: false) is { } body)
            {
                ClassWeaving.Of(edits, type).Add(body);
            }
        }
    }
}
