using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Reality.Generators.Binding;
using Reality.Generators.Rules.Declarations;
using Reality.Generators.Rules.Facts;

namespace Reality.Generators.Rules.Keys.Clashes;

/// <summary>
/// Compares what a type declares and invalidates with what the others declare: RLT1005, RLT1006, and of RLT1004 the types that differ
/// from the read's, of RLT1003 the families of no template.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class KeyClashAnalyzer : RealityAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [OverlappingTemplates.Descriptor, AccessorClash.Descriptor, PlaceholderWithoutText.Descriptor, UnboundPlaceholder.Descriptor];

    private protected override void Register(CompilationStartAnalysisContext context) => context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);

    private static void Analyze(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        var bindings = Bindings.Of(context.Compilation);
        var declarations = DeclarationsOf(type, bindings, context).ToList();
        if (declarations.Count == 0)
        {
            return;
        }

        // What the type itself declares is known afresh; its own facts may be older.
        var display = TypeText.Dotted(type);
        var own = declarations.Where(static one => one.IsOfType).Select(static one => DeclaredKey.Of(one.Declaration)).OfType<DeclaredKey>().ToList();
        var others = new OtherKeys(bindings.Facts, display, context.Compilation);
        foreach (var key in own)
        {
            var siblings = own.Where(other => other != key).ToList();
            Report(OverlappingTemplates.Descriptor, OverlappingTemplates.Find(key, siblings, others), key, context);
            Report(AccessorClash.Descriptor, AccessorClash.Find(key, siblings, others), key, context);
        }

        foreach (var (declaration, isOfType) in declarations)
        {
            foreach (var problem in MismatchedBindings.Of(declaration, own, others))
            {
                var target = isOfType ? problem.Target : new ProblemTarget(ProblemPlace.Type);
                context.ReportDiagnostic(DeclarationRules.Report(problem, ProblemLocation.Of(target, type, declaration.Method, context.CancellationToken)));
            }
        }
    }

    /// <summary>The type's own declarations, and those of interfaces in other assemblies, where nobody else can compare them with what is here.</summary>
    private static IEnumerable<(Declaration Declaration, bool IsOfType)> DeclarationsOf(INamedTypeSymbol type, Bindings bindings, SymbolAnalysisContext context)
    {
        if (type.TypeKind == TypeKind.Interface)
        {
            return type.GetMembers().OfType<IMethodSymbol>().Where(AttributeReading.IsAnnotated)
                .Select(method => (bindings.Contract(method, context.Compilation, context.CancellationToken), true));
        }

        return WovenTypes.IsWoven(type)
            ? bindings.Repository(type, context.Compilation, context.CancellationToken).Methods
                .Where(method => !method.IsOfInterface || !SymbolEqualityComparer.Default.Equals(method.Method.ContainingAssembly, type.ContainingAssembly))
                .Select(static method => (method.Declaration, !method.IsOfInterface))
            : [];
    }

    private static void Report(DiagnosticDescriptor rule, string? message, DeclaredKey key, SymbolAnalysisContext context)
    {
        if (message is not null && key.Method.Find(KnownNames.Key) is { } attribute)
        {
            context.ReportDiagnostic(Diagnostic.Create(rule, ProblemLocation.OfTemplate(attribute, context.CancellationToken), message));
        }
    }
}
