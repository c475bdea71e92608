using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Reality.Generators.Binding;

namespace Reality.Generators.Rules;

/// <summary>
/// What every analyzer here has in common: it runs concurrently, looks at no generated code, and registers nothing in a compilation
/// that does not know Reality.
/// </summary>
public abstract class RealityAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public sealed override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (start.Compilation.GetTypeByMetadataName(KnownNames.Key) is not null)
            {
                Register(start);
            }
        });
    }

    private protected abstract void Register(CompilationStartAnalysisContext context);
}
