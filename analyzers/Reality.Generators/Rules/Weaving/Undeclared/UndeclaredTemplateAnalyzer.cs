using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Reality.Generators.Binding;
using Reality.Generators.Models;
using Reality.Generators.Rules.Declarations;
using Reality.Generators.Rules.Facts;
using Reality.Generators.Rules.Keys;
using Reality.Grammar;

namespace Reality.Generators.Rules.Weaving.Undeclared;

/// <summary>RLT2005: an invalidation of a template that no read declares. Families of none are an error of their own (RLT1003).</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UndeclaredTemplateAnalyzer : RealityAnalyzer
{
    internal static readonly DiagnosticDescriptor Descriptor = new(
        "RLT2005",
        "Invalidated template is declared by no read",
        "{0}",
        RuleCategory.Weaving,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "What clients show are keys of declared templates. A bump of any other key reaches nobody.",
        RulePage.Of("RLT2005"));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptor];

    private protected override void Register(CompilationStartAnalysisContext context) => context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);

    private static void Analyze(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (!WovenTypes.IsWoven(type))
        {
            return;
        }

        var bindings = Bindings.Of(context.Compilation);
        if (!bindings.Facts.HasOwn)
        {
            return;
        }

        var repository = bindings.Repository(type, context.Compilation, context.CancellationToken);
        var declared = new Lazy<List<KeyTemplate>>(() => TemplatesOf(repository, TypeText.Dotted(type), bindings.Facts));

        // What a rule refuses bumps nothing.
        foreach (var method in repository.Methods.Where(static method => method.Model is { Refusal: "" }))
        {
            foreach (var bump in method.Declaration.Bumps.Where(static bump => !bump.IsFamily))
            {
                if (!declared.Value.Any(template => template.Signature == bump.Signature) && KeyTemplate.TryParse(bump.Template, out var written, out _))
                {
                    Report(method, bump, written, declared.Value, type, context);
                }
            }
        }
    }

    // What the type declares is known as it is typed, however wrong the rest of the declaration is; its own facts may be older.
    private static List<KeyTemplate> TemplatesOf(RepositoryBinding repository, string display, FactsIndex facts)
    {
        var templates = facts.EveryKey.Where(key => key.Contract != display).Select(static key => key.Template).ToList();
        foreach (var method in repository.Methods)
        {
            if (method.Method.Find(KnownNames.Key) is { } attribute && KeyTemplate.TryParse(attribute.Text(), out var template, out _))
            {
                templates.Add(template);
            }
        }

        return templates;
    }

    private static void Report(
        BoundMethod method, BumpModel bump, KeyTemplate written, List<KeyTemplate> declared, INamedTypeSymbol type, SymbolAnalysisContext context)
    {
        var nearest = NearestTemplate.Of(written, declared) is { } found ? NearestTemplate.Merge(found, written) : null;
        var properties = nearest is null || method.IsOfInterface
            ? ImmutableDictionary<string, string?>.Empty
            : ImmutableDictionary<string, string?>.Empty.Add(FixProperties.Replacement, $"\"{nearest}\"");
        var domain = written.Segments[0].Value;
        var siblings = declared.Where(template => template.Segments[0].Value == domain).Select(static template => $"'{template.Text}'").Distinct().OrderBy(static text => text, StringComparer.Ordinal).Take(5);
        var advice = nearest is not null ? $"Did you mean '{nearest}'?"
            : string.Join(", ", siblings) is { Length: > 0 } list ? $"Declared in '{domain}': {list}. Write one of them, or declare a read of this one."
            : "Declare a read of it by [RealityKey], or remove the invalidation.";
        context.ReportDiagnostic(Diagnostic.Create(Descriptor, LocationOf(method, bump, type, context), properties, $"'{method.Method.Name}' invalidates '{bump.Template}', which no read declares, so nobody is told of the change. {advice}"));
    }

    // The weaving of an interface's method stands at the class: at the core.
    private static Location LocationOf(BoundMethod method, BumpModel bump, INamedTypeSymbol type, SymbolAnalysisContext context)
    {
        if (!method.IsOfInterface)
        {
            return ProblemLocation.OfTemplate(method.Method.GetAttributes()[bump.Attribute], context.CancellationToken);
        }

        return method.Core is { } core && SymbolEqualityComparer.Default.Equals(core.ContainingType, type)
            ? core.Locations[0]
            : ProblemLocation.OfType(type, context.CancellationToken);
    }
}
