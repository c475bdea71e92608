using System.Collections.Immutable;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Reality.Generators.Shapes.Writing;

namespace Reality.Generators.Shapes.Running;

/// <summary>One shape compiled in memory, with generator and rules, to see exactly what is said of it.</summary>
internal static class CompiledShape
{
    private const string Stub = """
        namespace Shapes
        {
            internal static class Data
            {
                public static System.Threading.Tasks.Task<long> ReadAsync(System.Data.Common.DbConnection db, int shape, System.Threading.CancellationToken token) => throw new System.NotSupportedException();
                public static System.Threading.Tasks.Task WriteAsync(System.Data.Common.DbConnection db, int shape, long n, System.Threading.CancellationToken token) => throw new System.NotSupportedException();
                public static System.Threading.Tasks.Task<long> ElsewhereAsync(int shape) => throw new System.NotSupportedException();
            }
        }
        """;

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. Net100.References.All,
        MetadataReference.CreateFromFile(typeof(RealityKeyAttribute).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(Microsoft.Extensions.DependencyInjection.IServiceCollection).Assembly.Location),
        MetadataReference.CreateFromFile(Path.Combine(AppContext.BaseDirectory, "Microsoft.Data.Sqlite.dll")),
    ];

    private static readonly ImmutableArray<DiagnosticAnalyzer> Rules =
    [
        .. typeof(RealityGenerator).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && typeof(DiagnosticAnalyzer).IsAssignableFrom(type))
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    /// <summary>The warnings and errors, each as id and line.</summary>
    public static async Task<IReadOnlyList<string>> CompileAsync(Shape shape, CancellationToken cancellationToken)
    {
        var parse = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.CSharp14);
        // The code that exercises a shape cannot compile against a contract that is refused.
        var text = ShapeSource.Write(shape);
        text = text[..text.IndexOf("internal static class Exercise", StringComparison.Ordinal)] + (shape.Container.Text == "block" ? "}" : "");
        var compilation = CSharpCompilation.Create(
            "Shapes",
            [CSharpSyntaxTree.ParseText(text, parse, $"Shape{shape.Number}.cs", cancellationToken: cancellationToken), CSharpSyntaxTree.ParseText(Stub, parse, cancellationToken: cancellationToken)],
            References,
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                nullableContextOptions: NullableContextOptions.Enable,
                // As the SDK does: a reference to an older version of a framework assembly is no news.
                specificDiagnosticOptions: [KeyValuePair.Create("CS1701", ReportDiagnostic.Suppress)]));
        CSharpGeneratorDriver.Create([new RealityGenerator().AsSourceGenerator()], parseOptions: parse)
            .RunGeneratorsAndUpdateCompilation(compilation, out var output, out var problems, cancellationToken);
        var found = Rules.IsEmpty ? output.GetDiagnostics(cancellationToken) : await output.WithAnalyzers(Rules).GetAllDiagnosticsAsync(cancellationToken);
        return
        [
            .. problems.Concat(found)
                .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)
                .Select(diagnostic => $"{diagnostic.Id} {Path.GetFileName(diagnostic.Location.GetLineSpan().Path)}:{diagnostic.Location.GetLineSpan().StartLinePosition.Line + 1} {diagnostic.GetMessage()}")
                .Distinct(),
        ];
    }
}
