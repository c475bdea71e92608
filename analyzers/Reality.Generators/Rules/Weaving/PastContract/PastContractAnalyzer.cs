using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Reality.Generators.Binding;
using Reality.Generators.Rules.Declarations;

namespace Reality.Generators.Rules.Weaving.PastContract;

/// <summary>
/// RLT2007: the core of a write called past its contract, so that nothing is invalidated. A read's core is called freely, and so is a
/// write's from the core of a write that invalidates all of it.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PastContractAnalyzer : RealityAnalyzer
{
    internal static readonly DiagnosticDescriptor Descriptor = new(
        "RLT2007",
        "Core of a write is called past its contract",
        "'{0}' is the core of '{1}': called like this it writes and invalidates nothing of {2}. Call '{1}'.",
        RuleCategory.Weaving,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "The transaction, the bumps and the hashes are in the contract. The core is the SQL alone.",
        RulePage.Of("RLT2007"));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptor];

    private protected override void Register(CompilationStartAnalysisContext context)
    {
        context.RegisterOperationAction(AnalyzeFromOutside, OperationKind.Invocation, OperationKind.MethodReference);
        context.RegisterSymbolStartAction(
            static start =>
            {
                var type = (INamedTypeSymbol)start.Symbol;
                if (WovenTypes.IsWoven(type))
                {
                    var calls = new CallsWithin(type);
                    start.RegisterOperationAction(calls.Collect, OperationKind.Invocation, OperationKind.MethodReference);
                    start.RegisterSymbolEndAction(end => calls.Report(end));
                }
            },
            SymbolKind.NamedType);
    }

    internal static Diagnostic At(Location location, WovenCore core) => Diagnostic.Create(
        Descriptor,
        location,
        ImmutableDictionary<string, string?>.Empty.Add(FixProperties.Contract, core.Contract.Name),
        core.Symbol.Name,
        core.Contract.Name,
        string.Join(", ", core.Templates.Select(static template => $"'{template}'")));

    internal static IMethodSymbol? TargetOf(IOperation operation) => operation switch
    {
        IInvocationOperation invocation => invocation.TargetMethod,
        IMethodReferenceOperation reference when !IsNameOnly(reference) => reference.Method,
        _ => null,
    };

    private static bool IsNameOnly(IOperation operation)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is INameOfOperation)
            {
                return true;
            }
        }

        return false;
    }

    // A core is private as a rule; one that is not may be called from anywhere.
    private static void AnalyzeFromOutside(OperationAnalysisContext context)
    {
        if (TargetOf(context.Operation) is { } target
            && WriteCores.IsNamedLikeCore(target)
            && !SymbolEqualityComparer.Default.Equals(target.ContainingType, context.ContainingSymbol.ContainingType)
            && WriteCores.Of(target.ContainingType, context.Compilation, context.CancellationToken)
                .FirstOrDefault(core => core.IsWrite && SymbolEqualityComparer.Default.Equals(core.Symbol, target)) is { } found)
        {
            context.ReportDiagnostic(At(context.Operation.Syntax.GetLocation(), found));
        }
    }
}
