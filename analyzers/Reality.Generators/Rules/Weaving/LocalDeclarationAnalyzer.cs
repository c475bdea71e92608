using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Reality.Generators.Binding;

namespace Reality.Generators.Rules.Weaving;

/// <summary>RLT2004, where a local function or a lambda is annotated: nothing can be woven into either.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LocalDeclarationAnalyzer : RealityAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [UnsupportedShape.Descriptor];

    private protected override void Register(CompilationStartAnalysisContext context) => context.RegisterSyntaxNodeAction(
        Analyze, SyntaxKind.LocalFunctionStatement, SyntaxKind.ParenthesizedLambdaExpression, SyntaxKind.SimpleLambdaExpression);

    private static void Analyze(SyntaxNodeAnalysisContext context)
    {
        var (lists, name) = context.Node switch
        {
            LocalFunctionStatementSyntax local => (local.AttributeLists, $"'{local.Identifier.ValueText}' is a local function"),
            LambdaExpressionSyntax lambda => (lambda.AttributeLists, "This is a lambda"),
            _ => default,
        };
        foreach (var attribute in lists.SelectMany(static list => list.Attributes))
        {
            if (context.SemanticModel.GetSymbolInfo(attribute, context.CancellationToken).Symbol?.ContainingType is { } type
                && (TypeText.Is(type, KnownNames.Key) || TypeText.Is(type, KnownNames.Invalidates)))
            {
                context.ReportDiagnostic(Diagnostic.Create(
                    UnsupportedShape.Descriptor,
                    attribute.GetLocation(),
                    $"{name}, into which nothing can be woven. Make it a method of a class marked [RealityRepository]."));
            }
        }
    }
}
