using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Reality.Generators.Binding;

namespace Reality.Generators.Rules.Staleness;

/// <summary>RLT4001 to RLT4005: what a repository's methods write, beside what the reads of keys use.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StalenessAnalyzer : RealityAnalyzer
{
    private static readonly ImmutableArray<SyntaxKind> Bodies =
        [SyntaxKind.MethodDeclaration, SyntaxKind.FieldDeclaration, SyntaxKind.PropertyDeclaration, SyntaxKind.ConstructorDeclaration];

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => StalenessRules.All;

    private protected override void Register(CompilationStartAnalysisContext context) => context.RegisterSymbolStartAction(
        static start =>
        {
            var type = (INamedTypeSymbol)start.Symbol;
            if (type.TypeKind != TypeKind.Class || type.Find(KnownNames.Repository) is null)
            {
                return;
            }

            // The models of the type's own files are handed to whoever looks at its parts; asking for others would bind them anew.
            var models = new ConcurrentDictionary<SyntaxTree, SemanticModel>();
            start.RegisterSyntaxNodeAction(node => models.TryAdd(node.Node.SyntaxTree, node.SemanticModel), Bodies);
            start.RegisterSymbolEndAction(end => new RepositoryCheck(type, models, end).Report());
        },
        SymbolKind.NamedType);
}
