using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Reality.Generators.Binding;

namespace Reality.Generators.Rules;

/// <summary>
/// What every analyzer here has in common: it runs concurrently, looks at no generated code unless it says so, and registers nothing in a compilation
/// that does not know Reality.
/// </summary>
public abstract class RealityAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public sealed override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCode);
        context.RegisterCompilationStartAction(start =>
        {
            if (start.Compilation.GetTypeByMetadataName(KnownNames.Key) is not null)
            {
                Register(start);
            }
        });
    }

    /// <summary>Whether generated code is looked at: it is where a person's code was copied into it, as from a Razor file.</summary>
    private protected virtual GeneratedCodeAnalysisFlags GeneratedCode => GeneratedCodeAnalysisFlags.None;

    private protected abstract void Register(CompilationStartAnalysisContext context);
}
