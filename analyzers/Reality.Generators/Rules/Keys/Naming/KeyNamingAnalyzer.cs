using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Reality.Generators.Binding;
using Reality.Generators.Rules.Declarations;
using Reality.Grammar;

namespace Reality.Generators.Rules.Keys.Naming;

/// <summary>
/// Of RLT1002 what <c>.editorconfig</c> says: allowed domains, and how words are written. RLT1013: what it says and nobody understands;
/// it stands at the first template that it is for.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class KeyNamingAnalyzer : RealityAnalyzer
{
    internal static readonly DiagnosticDescriptor BadOption = new(
        "RLT1013",
        "Option of the rules cannot be understood",
        "{0}",
        RuleCategory.Keys,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "An option that says nothing checks nothing.",
        RulePage.Of("RLT1013"));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [UpperCaseTemplate.Descriptor, BadOption];

    private protected override void Register(CompilationStartAnalysisContext context) => context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);

    private static void Analyze(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        var known = default((SyntaxTree Tree, NamingOptions Options)?);
        var isTold = false;
        foreach (var attribute in type.GetMembers().OfType<IMethodSymbol>()
            .SelectMany(static method => method.GetAttributes())
            .Where(static one => one.Is(KnownNames.Key) || one.Is(KnownNames.Invalidates)))
        {
            if (attribute.ApplicationSyntaxReference is not { SyntaxTree: var tree })
            {
                continue;
            }

            if (known?.Tree != tree)
            {
                known = (tree, NamingOptions.Of(context.Options.AnalyzerConfigOptionsProvider.GetOptions(tree)));
            }

            var options = known.Value.Options;
            foreach (var problem in isTold ? [] : options.Problems)
            {
                isTold = true;
                context.ReportDiagnostic(Diagnostic.Create(
                    BadOption, ProblemLocation.OfTemplate(attribute, context.CancellationToken), $"'{problem.Option}' in .editorconfig {problem.Problem}"));
            }

            if (KeyTemplate.TryParseInvalidation(attribute.Text(), out var template, out _))
            {
                Check(template, attribute, options, context);
            }
        }
    }

    private static void Check(KeyTemplate template, AttributeData attribute, NamingOptions options, SymbolAnalysisContext context)
    {
        var words = template.Segments.Where(static segment => !segment.IsPlaceholder && !segment.IsFamily).ToList();
        var domain = words[0];
        if (options.Domains.Count > 0 && !options.Domains.Contains(domain.Value.ToLowerInvariant()))
        {
            var nearest = NearestName.Of(domain.Value, options.Domains);
            Report(
                $"'{domain.Value}' is no domain of '{NamingOptions.DomainsOption}' in .editorconfig. {(nearest is null ? $"Allowed are: {string.Join(", ", options.Domains)}. Add it there if it is one." : $"Did you mean '{nearest}'?")}",
                domain,
                nearest);
            words.RemoveAt(0);
        }

        // Upper case is told by itself.
        foreach (var word in words.Where(word => !word.Value.Any(char.IsUpper) && !options.Allows(word.Value)))
        {
            var written = options.Separator is { } separator ? Joined(word.Value, separator) : null;
            var better = written is not null && options.Allows(written) ? written : null;
            Report(
                $"'{word.Value}' is not written as '{NamingOptions.PatternOption} = {options.PatternText}' in .editorconfig asks. {(better is null ? "Write it as that says." : $"Write '{better}'.")}",
                word,
                better);
        }

        void Report(string message, KeySegment segment, string? replacement)
        {
            var location = ProblemLocation.OfTemplate(attribute, context.CancellationToken, segment.Start, segment.Length);

            // A constant's use shows no letters that could be replaced.
            var isPart = location.SourceSpan.Length == segment.Length;
            var properties = replacement is null || !isPart
                ? ImmutableDictionary<string, string?>.Empty
                : ImmutableDictionary<string, string?>.Empty.Add(FixProperties.Replacement, replacement);
            context.ReportDiagnostic(Diagnostic.Create(UpperCaseTemplate.Descriptor, location, properties, message));
        }
    }

    private static string Joined(string word, char separator) =>
        string.Join(separator.ToString(), word.Split(['-', '_', '.'], StringSplitOptions.RemoveEmptyEntries));
}
