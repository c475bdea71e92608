using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Reality.Generators.Binding;
using Reality.Generators.Rules.Declarations;

namespace Reality.Generators.Rules.Weaving.JsonContexts;

/// <summary>
/// RLT2009: a payload that no JSON context lists, in a project that is trimmed, compiled ahead of time or a library for such. The build's
/// properties come by <c>CompilerVisibleProperty</c> of the package.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnlistedPayloadAnalyzer : RealityAnalyzer
{
    internal static readonly ImmutableArray<string> Properties = ["PublishAot", "PublishTrimmed", "IsAotCompatible", "IsTrimmable"];

    internal static readonly DiagnosticDescriptor Descriptor = new(
        "RLT2009",
        "Payload is listed by no JSON context",
        "'{0}', which '{1}' returns, is listed by no JsonSerializerContext, and {2} is on: it cannot be written as JSON there. Add [JsonSerializable(typeof({0}))] to one.",
        RuleCategory.Weaving,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "Trimmed code has no reflection to fall back on. What is written as JSON is listed by a context that is compiled with it.",
        RulePage.Of("RLT2009"));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptor];

    private protected override void Register(CompilationStartAnalysisContext context)
    {
        var options = context.Options.AnalyzerConfigOptionsProvider.GlobalOptions;
        var property = Properties.FirstOrDefault(name =>
            options.TryGetValue("build_property." + name, out var value) && string.Equals(value, "true", StringComparison.OrdinalIgnoreCase));
        if (property is null || context.Compilation.GetTypeByMetadataName(KnownNames.JsonSerializerContext) is null)
        {
            return;
        }

        var compilation = context.Compilation;
        var listed = new Lazy<ListedPayloads>(() => new(compilation, CancellationToken.None));
        context.RegisterSymbolAction(symbol => Analyze(symbol, property, listed), SymbolKind.NamedType);
    }

    private static void Analyze(SymbolAnalysisContext context, string property, Lazy<ListedPayloads> listed)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (!WovenTypes.IsWoven(type))
        {
            return;
        }

        foreach (var method in Bindings.Of(context.Compilation).Repository(type, context.Compilation, context.CancellationToken).Methods)
        {
            if (method.Declaration is { Read: not null, Signature.Result: { } payload } && !listed.Value.Contains(payload))
            {
                context.ReportDiagnostic(Diagnostic.Create(
                    Descriptor,
                    LocationOf(method, type, context.CancellationToken),
                    ImmutableDictionary<string, string?>.Empty.Add(FixProperties.Payload, TypeText.Bare(payload)),
                    TypeText.Short(payload.WithNullableAnnotation(NullableAnnotation.None)),
                    method.Method.Name,
                    property));
            }
        }
    }

    // The weaving of an interface's method stands at the class: at the core.
    private static Location LocationOf(BoundMethod method, INamedTypeSymbol type, CancellationToken cancellationToken) => !method.IsOfInterface
        ? ProblemLocation.Of(new(ProblemPlace.ReturnType), type, method.Method, cancellationToken)
        : method.Core is { } core && SymbolEqualityComparer.Default.Equals(core.ContainingType, type)
            ? core.Locations[0]
            : ProblemLocation.OfType(type, cancellationToken);
}
