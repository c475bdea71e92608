using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Reality.Generators.Binding;

namespace Reality.Generators.Rules.Weaving.InstanceState;

/// <summary>RLT2010: a read whose core takes something from its instance, itself or through other methods of the class.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class InstanceStateAnalyzer : RealityAnalyzer
{
    internal static readonly DiagnosticDescriptor Descriptor = new(
        "RLT2010",
        "Read depends on the state of its instance",
        "'{0}' reads '{1}' {2}of its instance, so one key may hold different results for different callers. Make it a parameter that the key holds, or take it from the database.",
        RuleCategory.Weaving,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A read is a function of its key and the database: what one caller's write reads again must be what every other caller would read.",
        RulePage.Of("RLT2010"));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptor];

    private protected override void Register(CompilationStartAnalysisContext context) => context.RegisterSymbolStartAction(
        static start =>
        {
            var type = (INamedTypeSymbol)start.Symbol;
            var cores = InstanceCores(type, start.Compilation);
            if (cores.Count > 0)
            {
                var uses = new InstanceUses(type);
                start.RegisterOperationAction(uses.Collect, InstanceUses.Kinds);
                start.RegisterSymbolEndAction(end => Report(end, cores, uses));
            }
        },
        SymbolKind.NamedType);

    private static List<IMethodSymbol> InstanceCores(INamedTypeSymbol type, Compilation compilation)
    {
        var cores = new List<IMethodSymbol>();
        if (type.TypeKind != TypeKind.Class || type.Find(KnownNames.Repository) is null)
        {
            return cores;
        }

        var contracts = type.GetMembers().Concat(type.AllInterfaces.SelectMany(static face => face.GetMembers())).OfType<IMethodSymbol>();
        foreach (var contract in contracts.Where(static contract => contract.Find(KnownNames.Key) is not null))
        {
            if (CoreBinder.Find(type, Signature.Bind(contract, compilation, []), compilation) is { Symbol: { IsStatic: false } core }
                && SymbolEqualityComparer.Default.Equals(core.ContainingType, type))
            {
                cores.Add(core);
            }
        }

        return cores;
    }

    private static void Report(SymbolAnalysisContext context, List<IMethodSymbol> cores, InstanceUses uses)
    {
        foreach (var core in cores)
        {
            if (uses.FirstOf(core) is { } use)
            {
                var through = use.Through is null ? string.Empty : $"(through '{use.Through.Name}') ";
                context.ReportDiagnostic(Diagnostic.Create(Descriptor, use.Location, core.Name, use.State, through));
            }
        }
    }
}
