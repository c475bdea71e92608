using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Reality.Generators.Binding;

namespace Reality.Generators.Rules.Declarations;

/// <summary>Reports the problems of one type, each place once a rule, and none that another one already explains.</summary>
internal sealed class ProblemReport(SymbolAnalysisContext context, INamedTypeSymbol type)
{
    private readonly HashSet<(string Id, Location Location)> _reported = [];
    private readonly HashSet<ProblemKind> _ofType = [];

    /// <summary>Reports problems of a method, or of the type where <paramref name="method"/> is <see langword="null"/>.</summary>
    public void Add(IMethodSymbol? method, IEnumerable<DeclarationProblem> problems)
    {
        foreach (var problem in problems)
        {
            if (method is null)
            {
                _ofType.Add(problem.Kind);
            }

            if (method is null ? IsOfTypeAround(problem) : IsSaidOfType(problem.Kind))
            {
                continue;
            }

            var diagnostic = DeclarationRules.Report(problem, ProblemLocation.Of(problem.Target, type, method, context.CancellationToken));
            if (_reported.Add((diagnostic.Id, diagnostic.Location)))
            {
                context.ReportDiagnostic(diagnostic);
            }
        }
    }

    private bool IsSaidOfType(ProblemKind kind) => kind switch
    {
        ProblemKind.GenericType => _ofType.Contains(ProblemKind.GenericType),
        ProblemKind.StaticMethod => _ofType.Contains(ProblemKind.StaticType),
        _ => false,
    };

    private bool IsOfTypeAround(DeclarationProblem problem) =>
        problem.Kind is ProblemKind.TypeNotPartial or ProblemKind.GenericType && problem.Arguments[0] != type.Name && problem.Arguments[0] != TypeText.Short(type);
}
