using System.Collections.Immutable;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Reality.Generators.Tests.Verification;

/// <summary>Makes compilations as a project with implicit usings, nullable references and documentation would.</summary>
internal static class Compilations
{
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Data.Common;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    public static readonly CSharpParseOptions Parse = new(LanguageVersion.CSharp14, DocumentationMode.Diagnose);

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. Net100.References.All,
        Of(typeof(IReality)),
        Of(typeof(IServiceCollection)),
        Of(typeof(SqliteConnection)),
        Of(typeof(Npgsql.NpgsqlConnection)),
    ];

    /// <summary>Makes a compilation of named sources.</summary>
    public static CSharpCompilation Create(IEnumerable<(string Path, string Text)> sources, string name = "Chat", params IEnumerable<MetadataReference> references)
    {
        var trees = sources.Prepend(("Usings.cs", ImplicitUsings)).Select(static source => Tree(source.Item1, source.Item2));
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: true)
            // What the SDK silences too: references built for an earlier framework.
            .WithSpecificDiagnosticOptions([new("CS1701", ReportDiagnostic.Suppress), new("CS1702", ReportDiagnostic.Suppress)]);
        return CSharpCompilation.Create(name, trees, [.. References, .. references], options);
    }

    public static CSharpCompilation Create(string source, string name = "Chat", params IEnumerable<MetadataReference> references) =>
        Create([("Source.cs", "using Reality;\n" + source)], name, references);

    public static SyntaxTree Tree(string path, string text) => CSharpSyntaxTree.ParseText(SourceText.From(text, System.Text.Encoding.UTF8), Parse, path);

    public static MetadataReference Of(Type type) => MetadataReference.CreateFromFile(type.Assembly.Location);

    /// <summary>The compilation as others reference it.</summary>
    public static MetadataReference ToReference(this Compilation compilation)
    {
        using var stream = new MemoryStream();
        var emitted = compilation.Emit(stream, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(emitted.Success, string.Join("\n", emitted.Diagnostics));
        return MetadataReference.CreateFromImage(stream.ToArray());
    }
}
