using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Reality.Generators.Binding;
using Reality.Generators.Facts;
using Reality.Generators.Rules.Declarations;

namespace Reality.Generators.Rules.Keys.Domains;

/// <summary>RLT1012: a domain that two references declare, at each use of it here: <c>Keys.Order</c>, or a key of it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DomainClashAnalyzer : RealityAnalyzer
{
    internal static readonly DiagnosticDescriptor Descriptor = new(
        "RLT1012",
        "Two references declare one domain",
        "'Keys.{0}' is declared by '{1}' and by '{2}', which do not know each other. Rename the domain in one of them, or let one reference the other.",
        RuleCategory.Keys,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "The first assembly with keys of a domain declares its accessor, and assemblies that reference it add to it.",
        RulePage.Of("RLT1012"));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptor];

    private protected override void Register(CompilationStartAnalysisContext context)
    {
        var compilation = context.Compilation;
        var clashes = new Lazy<IReadOnlyDictionary<string, (string First, string Second)>>(() => ReferencedDomains.Clashing(compilation, CancellationToken.None));
        context.RegisterSyntaxNodeAction(node => AnalyzeUse(node, clashes), SyntaxKind.SimpleMemberAccessExpression);
        context.RegisterSymbolAction(symbol => AnalyzeKeys(symbol, clashes), SymbolKind.Method);
    }

    private static void AnalyzeUse(SyntaxNodeAnalysisContext context, Lazy<IReadOnlyDictionary<string, (string First, string Second)>> clashes)
    {
        var access = (MemberAccessExpressionSyntax)context.Node;
        var left = access.Expression switch
        {
            IdentifierNameSyntax name => name,
            MemberAccessExpressionSyntax { Name: IdentifierNameSyntax name } => name,
            AliasQualifiedNameSyntax { Name: IdentifierNameSyntax name } => name,
            _ => null,
        };
        if (left?.Identifier.ValueText == "Keys"
            && clashes.Value.TryGetValue(access.Name.Identifier.ValueText, out var clash)
            && TypeText.Is(context.SemanticModel.GetSymbolInfo(access.Expression, context.CancellationToken).Symbol as ITypeSymbol, KnownNames.Keys))
        {
            context.ReportDiagnostic(Diagnostic.Create(Descriptor, access.Name.GetLocation(), access.Name.Identifier.ValueText, clash.First, clash.Second));
        }
    }

    private static void AnalyzeKeys(SymbolAnalysisContext context, Lazy<IReadOnlyDictionary<string, (string First, string Second)>> clashes)
    {
        if (context.Symbol.Find(KnownNames.Key) is { } attribute
            && Declaration.BindKey((IMethodSymbol)context.Symbol, context.Compilation).Key is { } key
            && clashes.Value.TryGetValue(key.Domain, out var clash))
        {
            var location = ProblemLocation.OfTemplate(attribute, context.CancellationToken);
            context.ReportDiagnostic(Diagnostic.Create(Descriptor, location, key.Domain, clash.First, clash.Second));
        }
    }
}
