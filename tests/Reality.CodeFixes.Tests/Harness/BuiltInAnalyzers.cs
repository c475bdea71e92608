using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Reality.Generators;
using Reality.Generators.Rules.Tests.Harness;

namespace Reality.CodeFixes.Tests.Harness;

/// <summary>The generator and the rules as a project references them.</summary>
internal sealed class BuiltInAnalyzers : AnalyzerReference
{
    // A workspace knows a generator by its object.
    private static readonly ImmutableArray<ISourceGenerator> Generators = [new RealityGenerator().AsSourceGenerator()];

    public override string FullPath => "Reality.Generators.dll";

    public override object Id => nameof(BuiltInAnalyzers);

    public override ImmutableArray<DiagnosticAnalyzer> GetAnalyzers(string language) => RuleCatalog.Analyzers;

    public override ImmutableArray<DiagnosticAnalyzer> GetAnalyzersForAllLanguages() => RuleCatalog.Analyzers;

    public override ImmutableArray<ISourceGenerator> GetGenerators(string language) => Generators;
}
