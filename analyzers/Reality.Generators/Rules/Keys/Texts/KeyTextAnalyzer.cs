using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Reality.Generators.Binding;

namespace Reality.Generators.Rules.Keys.Texts;

/// <summary>
/// RLT1010, RLT1011: texts that are given where <c>[StringSyntax]</c> asks for a key. In generated code only what a person wrote
/// elsewhere is looked at, such as an expression of a Razor file, and it is reported there.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class KeyTextAnalyzer : RealityAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [KeyTextRules.Unknown, KeyTextRules.Untyped];

    private protected override GeneratedCodeAnalysisFlags GeneratedCode => GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics;

    private protected override void Register(CompilationStartAnalysisContext context)
    {
        var check = new Lazy<KeyTextCheck>(() => new(Bindings.Of(context.Compilation).Facts, context.Compilation));
        context.RegisterOperationAction(
            operation =>
            {
                var (place, value) = operation.Operation switch
                {
                    IArgumentOperation { ArgumentKind: ArgumentKind.Explicit or ArgumentKind.ParamArray or ArgumentKind.ParamCollection, Parameter: { } parameter } argument =>
                        (parameter, argument.Value),
                    ISimpleAssignmentOperation { Target: IMemberReferenceOperation target } assignment => (target.Member, assignment.Value),
                    _ => ((ISymbol?)null, operation.Operation),
                };
                if (place is not null
                    && WrittenKeyReader.MayHoldTexts(value)
                    && KeyTextSyntaxes.Of(place) is var syntax and not KeyTextSyntax.None
                    && !IsKeyItself(operation.ContainingSymbol.ContainingType))
                {
                    Check(value, syntax, check.Value, operation);
                }
            },
            OperationKind.Argument,
            OperationKind.SimpleAssignment);
    }

    private static void Check(IOperation value, KeyTextSyntax syntax, KeyTextCheck check, OperationAnalysisContext context)
    {
        foreach (var (place, key) in WrittenKeyReader.Of(value))
        {
            var location = place.Syntax.GetLocation();
            if (IsOfAPerson(location, context.IsGeneratedCode, context.CancellationToken) && check.Of(key, syntax) is var (rule, arguments, replacement))
            {
                var properties = replacement is null
                    ? ImmutableDictionary<string, string?>.Empty
                    : ImmutableDictionary<string, string?>.Empty.Add(FixProperties.Replacement, replacement);
                context.ReportDiagnostic(Diagnostic.Create(rule, location, properties, arguments));
            }
        }
    }

    // A key that is written by hand is its own template.
    private static bool IsKeyItself(INamedTypeSymbol? type) => type is not null && type.AllInterfaces.Any(static face => TypeText.Is(face, KnownNames.RealityKey));

    private static bool IsOfAPerson(Location location, bool isGenerated, CancellationToken cancellationToken) =>
        !isGenerated
        || (location.GetMappedLineSpan().HasMappedPath
            && location.SourceTree!.GetLineVisibility(location.SourceSpan.Start, cancellationToken) != LineVisibility.Hidden);
}
