using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Reality.Generators.Binding;
using Reality.Generators.Rules.Declarations;

namespace Reality.Generators.Rules.Staleness;

/// <summary>RLT4006: a <c>[RealityIgnore]</c> that gives no reason.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class EmptyReasonAnalyzer : RealityAnalyzer
{
    internal static readonly DiagnosticDescriptor Descriptor = new(
        "RLT4006",
        "RealityIgnore gives no reason",
        "'{0}' is ignored without a reason. Say why no key is stale after it.",
        RuleCategory.Staleness,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "Whoever changes the method later has to know why nothing was said of it.",
        RulePage.Of("RLT4006"));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptor];

    private protected override void Register(CompilationStartAnalysisContext context) => context.RegisterSymbolAction(
        static symbol =>
        {
            if (symbol.Symbol.Find(KnownNames.Ignore) is { } attribute && string.IsNullOrWhiteSpace(attribute.Text()))
            {
                symbol.ReportDiagnostic(Diagnostic.Create(Descriptor, ProblemLocation.OfTemplate(attribute, symbol.CancellationToken), symbol.Symbol.Name));
            }
        },
        SymbolKind.Method);
}
