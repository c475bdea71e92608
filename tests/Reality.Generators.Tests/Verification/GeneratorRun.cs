using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Reality.Generators.Tests.Verification;

/// <summary>One run of the generator over a compilation.</summary>
internal sealed class GeneratorRun
{
    // What a user's source lacks in documentation is no matter of the generator's; what generated source lacks is.
    private const string MissingDocumentation = "CS1591";

    private readonly GeneratorDriver _driver;

    private GeneratorRun(GeneratorDriver driver, CSharpCompilation input)
    {
        _driver = driver.RunGeneratorsAndUpdateCompilation(input, out var output, out var diagnostics, TestContext.Current.CancellationToken);
        Output = output;
        Assert.Empty(diagnostics);
        Assert.Null(Result.Exception);
    }

    /// <summary>The compilation with what was generated.</summary>
    public Compilation Output { get; }

    public GeneratorRunResult Result => _driver.GetRunResult().Results[0];

    public static GeneratorRun Of(CSharpCompilation input) => new(
        CSharpGeneratorDriver.Create(
            [new RealityGenerator().AsSourceGenerator()],
            parseOptions: Compilations.Parse,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true)),
        input);

    /// <summary>Runs the same generator again, over a changed compilation.</summary>
    public GeneratorRun Again(CSharpCompilation input) => new(_driver, input);

    /// <summary>Checks that neither the user's source nor the generated one draws an error or a warning.</summary>
    public GeneratorRun CompilesWithoutWarning(params string[] expected)
    {
        var found = Output.GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)
            .Where(diagnostic => diagnostic.Id != MissingDocumentation || IsGenerated(diagnostic))
            .Where(diagnostic => !expected.Contains(diagnostic.Id))
            .Select(diagnostic => $"{diagnostic}\n    {LineOf(diagnostic)}")
            .ToList();
        Assert.True(found.Count == 0, $"{found.Count} diagnostics:\n{string.Join("\n", found.Take(20))}");
        return this;
    }

    /// <summary>All generated files, in the order of their names.</summary>
    public string Text(Func<string, bool>? include = null)
    {
        var text = new StringBuilder();
        foreach (var source in Result.GeneratedSources.Where(source => include is null || include(source.HintName)).OrderBy(static source => source.HintName, StringComparer.Ordinal))
        {
            text.Append("//// ").Append(source.HintName).Append('\n').Append(source.SourceText).Append('\n');
        }

        return text.ToString();
    }

    private bool IsGenerated(Diagnostic diagnostic) =>
        Result.GeneratedTrees().Any(tree => tree == diagnostic.Location.SourceTree);

    private static string LineOf(Diagnostic diagnostic) => diagnostic.Location.SourceTree is { } tree
        ? tree.GetText().Lines[diagnostic.Location.GetLineSpan().StartLinePosition.Line].ToString().Trim()
        : string.Empty;
}

internal static class GeneratorRunResultExtensions
{
    public static ImmutableArray<SyntaxTree> GeneratedTrees(this GeneratorRunResult result) =>
        [.. result.GeneratedSources.Select(static source => source.SyntaxTree)];
}
