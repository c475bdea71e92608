using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Reality.Generators.Tests.Verification;

/// <summary>Proves by the generator's own records what a second run did again.</summary>
internal static class CachingProof
{
    /// <summary>The reasons of a step's outputs, output steps included.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<IncrementalStepRunReason>> Reasons(this GeneratorRun run) => run.Result.TrackedSteps
        .Where(static step => IsNamed(step.Key) || step.Key == "SourceOutput")
        .ToDictionary(
            static step => step.Key,
            static step => (IReadOnlyList<IncrementalStepRunReason>)[.. step.Value.SelectMany(static run => run.Outputs).Select(static output => output.Reason)]);

    /// <summary>The named steps of which an output is new or differs from the run before.</summary>
    public static IReadOnlyList<string> Changed(this GeneratorRun run) =>
    [
        .. run.Reasons()
            .Where(static step => step.Value.Any(static reason => reason is not (IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged)))
            .Select(static step => step.Key)
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Checks that an edit which concerns no declaration runs nothing again that could write a file.</summary>
    public static GeneratorRun RunsCached(this GeneratorRun run, CSharpCompilation input)
    {
        var unrelated = input.AddSyntaxTrees(Compilations.Tree("Unrelated.cs", "internal static class Unrelated { public static int Answer() => 42; }"));
        Assert.Empty(run.Again(unrelated).Changed());
        return run;
    }

    private static bool IsNamed(string step) => typeof(TrackingNames).GetFields().Any(field => (string?)field.GetRawConstantValue() == step);
}
