using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Reality.Generators.Binding;
using Reality.Generators.Linking;
using Reality.Generators.Models;
using Reality.Generators.Rules.Declarations;
using Reality.Grammar;

namespace Reality.Generators.Rules.Weaving.FreshHash;

/// <summary>RLT2008: an invalidation whose key gets a fresh hash, and why.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class FreshHashAnalyzer : RealityAnalyzer
{
    internal static readonly DiagnosticDescriptor Descriptor = new(
        "RLT2008",
        "Key gets a fresh hash here",
        "'{0}' gets a fresh hash here, so every client that shows it fetches it again: {1}",
        RuleCategory.Weaving,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        "A fresh hash is always right. A hash of the content lets clients that hold the new content already skip a fetch.",
        RulePage.Of("RLT2008"));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptor];

    private protected override void Register(CompilationStartAnalysisContext context) => context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);

    private static void Analyze(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (!WovenTypes.IsWoven(type))
        {
            return;
        }

        var bindings = Bindings.Of(context.Compilation);
        var repository = bindings.Repository(type, context.Compilation, context.CancellationToken);
        var views = new ViewReads(repository, TypeText.Dotted(type), bindings.Facts);
        foreach (var method in repository.Methods)
        {
            // What a rule refuses bumps nothing.
            if (method.Model is not { Refusal: "" } model)
            {
                continue;
            }

            foreach (var bump in method.Declaration.Bumps)
            {
                if (KeyTemplate.TryParse(bump.Template, out var template, out _) && views.WhyFresh(template, model) is { } reason)
                {
                    context.ReportDiagnostic(Diagnostic.Create(Descriptor, LocationOf(method, bump, type, context), bump.Template, reason));
                }
            }
        }
    }

    // The weaving of an interface's method stands at the class: at the core.
    private static Location LocationOf(BoundMethod method, BumpModel bump, INamedTypeSymbol type, SymbolAnalysisContext context)
    {
        if (!method.IsOfInterface)
        {
            return ProblemLocation.OfTemplate(method.Method.GetAttributes()[bump.Attribute], context.CancellationToken);
        }

        return method.Core is { } core && SymbolEqualityComparer.Default.Equals(core.ContainingType, type)
            ? core.Locations[0]
            : ProblemLocation.OfType(type, context.CancellationToken);
    }
}
