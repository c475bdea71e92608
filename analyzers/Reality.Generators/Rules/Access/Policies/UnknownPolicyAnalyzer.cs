using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Reality.Generators.Binding;
using Reality.Generators.Rules.Declarations;

namespace Reality.Generators.Rules.Access.Policies;

/// <summary>
/// RLT3004, as an information: a policy that no constant <c>AddPolicy</c> names, where this assembly maps Reality and adds policies by
/// constants. Where a name is made at run time, or a provider gives policies, nothing is said.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnknownPolicyAnalyzer : RealityAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [EmptyPolicy.Descriptor];

    private protected override void Register(CompilationStartAnalysisContext context)
    {
        var compilation = context.Compilation;
        var policies = new Lazy<HashSet<string>?>(() => PoliciesOf(compilation));
        context.RegisterSymbolAction(symbol => Analyze(symbol, policies), SymbolKind.Method);
    }

    private static void Analyze(SymbolAnalysisContext context, Lazy<HashSet<string>?> policies)
    {
        if (context.Symbol.Find(KnownNames.Key) is { } attribute
            && attribute.Named<string>("Policy") is { } policy
            && !string.IsNullOrWhiteSpace(policy)
            && policies.Value is { Count: > 0 } known
            && !known.Contains(policy))
        {
            var nearest = NearestName.Of(policy, known);
            var advice = nearest is null ? $"Added are: {string.Join(", ", known.OrderBy(static name => name, StringComparer.Ordinal).Take(10).Select(static name => $"'{name}'"))}." : $"Did you mean '{nearest}'?";
            var properties = nearest is null ? ImmutableDictionary<string, string?>.Empty : ImmutableDictionary<string, string?>.Empty.Add(FixProperties.Replacement, TypeText.Literal(nearest));
            context.ReportDiagnostic(Diagnostic.Create(
                EmptyPolicy.Descriptor,
                ProblemLocation.OfArgument(attribute, "Policy", 0, 0, context.CancellationToken),
                DiagnosticSeverity.Info,
                additionalLocations: null,
                properties,
                $"No AddPolicy here names '{policy}'. {advice}"));
        }
    }

    /// <summary>The names of the policies; <see langword="null"/> where they are not all known, or Reality is not mapped.</summary>
    private static HashSet<string>? PoliciesOf(Compilation compilation)
    {
        var mentions = compilation.SyntaxTrees.Select(static tree => PolicyMentions.Of(tree, CancellationToken.None)).ToList();
        if (!mentions.Exists(static file => file.MapsReality) || mentions.Exists(static file => file.HasOtherSources))
        {
            return null;
        }

        var names = new HashSet<string>(mentions.SelectMany(static file => file.Names), StringComparer.Ordinal);
        foreach (var constant in mentions.SelectMany(static file => file.Constants).Distinct(StringComparer.Ordinal))
        {
            var values = compilation.GetSymbolsWithName(constant, SymbolFilter.Member)
                .OfType<IFieldSymbol>()
                .Where(static field => field.HasConstantValue)
                .Select(static field => field.ConstantValue)
                .OfType<string>()
                .ToList();
            if (values.Count == 0)
            {
                return null;
            }

            names.UnionWith(values);
        }

        return names;
    }
}
