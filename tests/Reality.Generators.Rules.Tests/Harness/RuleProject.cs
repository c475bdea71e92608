using System.Collections.Immutable;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Microsoft.Extensions.DependencyInjection;

namespace Reality.Generators.Rules.Tests.Harness;

/// <summary>
/// A project as the compiler sees it: the generator runs, then the analyzers look at each file as an editor has them do, and what
/// they and the compiler say is compared with the markup, exactly.
/// </summary>
internal sealed class RuleProject
{
    private const string Usings =
        """
        global using System;
        global using System.Collections.Generic;
        global using System.Data.Common;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Reality;
        """;

    private const string DataUsings =
        """

        global using Dapper;
        global using Microsoft.Data.Sqlite;
        global using Npgsql;
        """;

    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp14);

    private static readonly ImmutableArray<MetadataReference> Framework =
    [
        .. Net100.References.All,
        MetadataReference.CreateFromFile(typeof(IServiceCollection).Assembly.Location),
    ];

    private static readonly MetadataReference Reality = MetadataReference.CreateFromFile(typeof(IReality).Assembly.Location);

    // Compilations that are made of one another share the symbols of their references, which saves most of a test's time.
    private static readonly Lazy<CSharpCompilation> Ordinary = new(() =>
    {
        var compilation = Empty("App", [.. Framework, Reality]);
        _ = compilation.GetSpecialType(SpecialType.System_Object);
        return compilation;
    });

    private static readonly ImmutableArray<MetadataReference> Data =
    [
        .. new[] { typeof(Dapper.SqlMapper), typeof(Npgsql.NpgsqlConnection), typeof(Microsoft.Data.Sqlite.SqliteConnection) }
            .Select(static type => MetadataReference.CreateFromFile(type.Assembly.Location)),
    ];

    private static readonly Lazy<CSharpCompilation> OrdinaryWithData = new(() =>
    {
        var compilation = Empty("App", [.. Framework, Reality, .. Data]);
        _ = compilation.GetSpecialType(SpecialType.System_Object);
        return compilation;
    });

    private readonly string _name;
    private readonly List<Markup> _files;
    private readonly List<MetadataReference> _references = [.. Framework, Reality];
    private readonly List<string> _compilerErrors = [];
    private readonly Dictionary<string, string> _options = new(StringComparer.OrdinalIgnoreCase);
    private bool _generate = true;
    private bool _hasData;
    private string _only = "RLT";

    private RuleProject(string name, IEnumerable<string> files)
    {
        _name = name;
        _files = [.. files.Select(Markup.Parse)];
    }

    /// <summary>Whether a project has exactly the diagnostics that its files mark.</summary>
    public static Task Check(params string[] files) => Of(files).Verify();

    public static RuleProject Of(params string[] files) => new("App", files);

    public static RuleProject Named(string name, params string[] files) => new(name, files);

    public RuleProject Referencing(params RuleProject[] projects)
    {
        _references.AddRange((IEnumerable<MetadataReference>)projects.Select(static project => project.Emit()));
        return this;
    }

    public RuleProject WithoutReality()
    {
        _references.Remove(Reality);
        return this;
    }

    /// <summary>With Dapper, Npgsql and Microsoft.Data.Sqlite. What is checked then is checked twice: after a build, and in an editor where every file was just typed.</summary>
    public RuleProject WithData()
    {
        _hasData = true;
        _references.AddRange(Data);
        return this;
    }

    /// <summary>Looks at the rules alone whose ids begin so.</summary>
    public RuleProject Only(string ids)
    {
        _only = ids;
        return this;
    }

    /// <summary>With an option of <c>.editorconfig</c>, or a property of the build (<c>build_property.PublishAot</c>).</summary>
    public RuleProject WithOption(string name, string value)
    {
        _options[name] = value;
        return this;
    }

    /// <summary>As in an editor that has not run the generator yet.</summary>
    public RuleProject WithoutGenerator()
    {
        _generate = false;
        return this;
    }

    /// <summary>Errors that the compiler adds by itself and no generated code can prevent.</summary>
    public RuleProject WithCompilerErrors(params string[] ids)
    {
        _compilerErrors.AddRange(ids);
        return this;
    }

    /// <summary>Checks the markup.</summary>
    /// <returns>The rules' messages, in order of place.</returns>
    public async Task<IReadOnlyList<string>> Verify()
    {
        var compilation = Compile();
        var found = await Find(compilation);
        var errors = new List<string>();
        if (_hasData)
        {
            // What the generator remembers of a file is of no use once the file has changed.
            Assert.Equal(string.Join('\n', found), string.Join('\n', await Find(Typed(compilation))));
        }

        foreach (var diagnostic in compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(static one => one.Severity >= DiagnosticSeverity.Warning))
        {
            if (!_compilerErrors.Contains(diagnostic.Id))
            {
                errors.Add(diagnostic.ToString());
            }
        }

        var expected = _files.SelectMany((file, index) => file.Expected.Select(mark => Describe(index, mark.Span, mark.Id))).Order(StringComparer.Ordinal);
        var actual = found.Select(one => Describe(one.File, one.Span, one.Id)).Order(StringComparer.Ordinal);
        Assert.Equal(string.Join('\n', expected), string.Join('\n', actual));
        Assert.True(errors.Count == 0, string.Join('\n', errors));
        return [.. found.OrderBy(static one => one.File).ThenBy(static one => one.Span).Select(static one => one.Message)];
    }

    private async Task<List<(int File, TextSpan Span, string Id, string Message)>> Find(Compilation compilation) =>
    [
        .. (await Analyze(compilation))
            .Where(diagnostic => diagnostic.Id.StartsWith(_only, StringComparison.Ordinal) || !diagnostic.Id.StartsWith("RLT", StringComparison.Ordinal))
            .Select(diagnostic => (FileOf(compilation, diagnostic.Location), diagnostic.Location.SourceSpan, diagnostic.Id, diagnostic.GetMessage(null)))
            .Order(),
    ];

    private Compilation Typed(Compilation compilation)
    {
        foreach (var tree in compilation.SyntaxTrees.Take(_files.Count).ToList())
        {
            compilation = compilation.ReplaceSyntaxTree(tree, tree.WithChangedText(SourceText.From(tree.ToString() + "\n")));
        }

        return compilation;
    }

    /// <summary>The compilation, with what the generator adds.</summary>
    public Compilation Compile()
    {
        var trees = _files.Select((file, index) => CSharpSyntaxTree.ParseText(file.Source, ParseOptions, $"{_name}{index}.cs"));
        var ordinary = (_hasData ? OrdinaryWithData : Ordinary).Value;
        var isOrdinary = _name == ordinary.AssemblyName && _references.Count == ordinary.References.Count();
        var usings = (_references.Contains(Reality) ? Usings : string.Empty) + (_hasData ? DataUsings : string.Empty);
        Compilation compilation = (isOrdinary ? ordinary : Empty(_name, _references))
            .AddSyntaxTrees([.. trees, CSharpSyntaxTree.ParseText(usings, ParseOptions, "Usings.cs")]);
        if (_generate)
        {
            CSharpGeneratorDriver.Create([new RealityGenerator().AsSourceGenerator()], parseOptions: ParseOptions)
                .RunGeneratorsAndUpdateCompilation(compilation, out compilation, out var problems, TestContext.Current.CancellationToken);
            Assert.Empty(problems);
        }

        return compilation;
    }

    private async Task<ImmutableArray<Diagnostic>> Analyze(Compilation compilation)
    {
        var withAnalyzers = compilation.WithAnalyzers(RuleCatalog.Analyzers, new CompilationWithAnalyzersOptions(new AnalyzerOptions([], new ProjectOptions(_options)), null, true, false));
        var diagnostics = ImmutableArray.CreateBuilder<Diagnostic>();
        foreach (var tree in compilation.SyntaxTrees.Take(_files.Count))
        {
            // File by file, as while typing: what is reported at the end of a compilation alone would be missed here.
            diagnostics.AddRange(await withAnalyzers.GetAnalyzerSemanticDiagnosticsAsync(
                compilation.GetSemanticModel(tree), null, TestContext.Current.CancellationToken));
        }

        return diagnostics.ToImmutable();
    }

    private PortableExecutableReference Emit()
    {
        using var image = new MemoryStream();
        var result = Compile().Emit(image, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        return MetadataReference.CreateFromImage(image.ToArray());
    }

    // What the SDK silences too: references built for an earlier framework.
    private static CSharpCompilation Empty(string name, IEnumerable<MetadataReference> references) => CSharpCompilation.Create(
        name,
        [],
        references,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable)
            .WithSpecificDiagnosticOptions([new("CS1701", ReportDiagnostic.Suppress), new("CS1702", ReportDiagnostic.Suppress)]));

    private static int FileOf(Compilation compilation, Location location) =>
        location.SourceTree is { } tree ? compilation.SyntaxTrees.ToList().IndexOf(tree) : -1;

    private string Describe(int file, TextSpan span, string id)
    {
        if (file < 0 || file >= _files.Count)
        {
            return $"{id} outside of the files";
        }

        var source = SourceText.From(_files[file].Source);
        return $"{file}{source.Lines.GetLinePositionSpan(span)} {id} '{source.ToString(span)}'";
    }
}
