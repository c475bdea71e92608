using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace Reality.Generators.Tests.Verification;

/// <summary>A snapshot case: it compiles without a warning, runs cached the second time, and is what was verified.</summary>
internal static class SnapshotCase
{
    public static GeneratorRun Verify(string name, string source, IEnumerable<MetadataReference>? references = null, Func<string, bool>? include = null, [CallerFilePath] string testFile = "")
    {
        var input = Compilations.Create(source, references: references ?? []);
        var run = GeneratorRun.Of(input).CompilesWithoutWarning().RunsCached(input);
        Snapshot.Verify(run.Text(include), name, testFile);
        return run;
    }
}
