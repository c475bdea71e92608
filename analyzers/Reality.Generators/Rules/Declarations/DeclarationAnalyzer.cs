using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Reality.Generators.Binding;

namespace Reality.Generators.Rules.Declarations;

/// <summary>
/// Reports what is wrong with declarations as far as the type at hand tells. What an interface declares is judged at the interface,
/// and how it is woven at the class.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DeclarationAnalyzer : RealityAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [.. DeclarationRules.All.Select(static rule => rule.Descriptor)];

    private protected override void Register(CompilationStartAnalysisContext context) => context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);

    private static void Analyze(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        var report = new ProblemReport(context, type);
        if (WovenTypes.IsWoven(type))
        {
            Report(type, report, context);
        }
        else if (type.TypeKind == TypeKind.Interface)
        {
            foreach (var method in type.GetMembers().OfType<IMethodSymbol>().Where(AttributeReading.IsAnnotated))
            {
                report.Add(method, Bindings.Of(context.Compilation).Contract(method, context.Compilation, context.CancellationToken).Problems);
            }
        }

        // Each type is judged by itself, so what is wrong with one around a woven one stands at its own name.
        if (WovenTypes.Encloses(type))
        {
            report.Add(null, RepositoryBinder.ProblemsOf(type));
        }
    }

    private static void Report(INamedTypeSymbol type, ProblemReport report, SymbolAnalysisContext context)
    {
        var repository = Bindings.Of(context.Compilation).Repository(type, context.Compilation, context.CancellationToken);
        if (repository.Methods.Count == 0)
        {
            return;
        }

        report.Add(null, repository.Problems);
        foreach (var method in repository.Methods)
        {
            report.Add(method.Method, method.Problems);
            report.Add(method.Method, method.IsOfInterface ? [] : method.Declaration.Problems);
        }
    }
}
