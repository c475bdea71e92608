using System.Collections.Immutable;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;
using Microsoft.CodeAnalysis.Text;
using Microsoft.Extensions.DependencyInjection;
using Reality.Generators.Rules.Tests.Harness;

namespace Reality.CodeFixes.Tests.Harness;

/// <summary>
/// A project in an editor. A rule is found exactly where the markup says, its fix is applied, and the result is compared letter by
/// letter; then the generator runs again, and the project compiles without warnings, without that diagnostic, and is left alone by the
/// formatter and the simplifier.
/// </summary>
internal sealed class FixProject
{
    private const string Usings =
        """
        global using System;
        global using System.Collections.Generic;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    // What most tests of rules have besides; a test about `using` itself has them in its files.
    private const string MoreUsings =
        """

        global using System.Data.Common;
        global using Dapper;
        global using Microsoft.Data.Sqlite;
        global using Npgsql;
        global using Reality;
        """;

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. Net100.References.All,
        .. new[] { typeof(IServiceCollection), typeof(IReality), typeof(Dapper.SqlMapper), typeof(Npgsql.NpgsqlConnection), typeof(Microsoft.Data.Sqlite.SqliteConnection) }
            .Select(static type => MetadataReference.CreateFromFile(type.Assembly.Location)),
    ];

    private readonly List<Markup> _files;
    private readonly HashSet<string> _silenced = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _options = new(StringComparer.OrdinalIgnoreCase);
    private string _usings = Usings + MoreUsings;
    private string? _key;
    private string? _title;
    private FixAllScope? _scope;
    private bool _staysFound;

    private FixProject(IEnumerable<string> files) => _files = [.. files.Select(Markup.Parse)];

    public static FixProject Of(params string[] files) => new(files);

    /// <summary>Checks that the fix of a rule makes one text of another.</summary>
    public static Task<Project> Check(string id, string before, string after) => Of(before).Fix(id, after);

    /// <summary>With no more usings than a new project has.</summary>
    public FixProject WithoutUsings()
    {
        _usings = Usings;
        return this;
    }

    /// <summary>Takes another offer than the first, by its title.</summary>
    public FixProject Choosing(string title)
    {
        _title = title;
        return this;
    }

    /// <summary>Fixes all diagnostics of a scope, as the first one's offer says.</summary>
    public FixProject All(FixAllScope scope = FixAllScope.Solution)
    {
        _scope = scope;
        return this;
    }

    /// <summary>As the formatter does where the first diagnostic has no fix.</summary>
    public FixProject WithoutKey()
    {
        _scope = FixAllScope.Solution;
        _key = string.Empty;
        return this;
    }

    /// <summary>Compiler warnings that were there before, or that are for the user to solve.</summary>
    public FixProject Allowing(params string[] ids)
    {
        _silenced.UnionWith(ids);
        return this;
    }

    /// <summary>With an option of <c>.editorconfig</c>, or a property of the build.</summary>
    public FixProject WithOption(string name, string value)
    {
        _options[name] = value;
        return this;
    }

    /// <summary>Where the fix leaves some of the diagnostics.</summary>
    public FixProject LeavingSome()
    {
        _staysFound = true;
        return this;
    }

    /// <summary>Applies the fix and checks what comes out, file by file.</summary>
    public async Task<Project> Fix(string id, params string[] after)
    {
        var project = Open();
        var found = await FoundIn(project, id);
        var expected = _files.SelectMany(static (file, index) => file.Expected.Select(mark => $"{index} {mark.Span} {mark.Id}"));
        Assert.Equal(expected.Order(StringComparer.Ordinal), found.Select(one => $"{IndexOf(project, one.Document)} {one.Diagnostic.Location.SourceSpan} {one.Diagnostic.Id}").Order(StringComparer.Ordinal));
        Assert.NotEmpty(found);
        await CheckGenerated(project);

        var changed = (await Apply(project, id, found)).GetProject(project.Id)!;
        for (var i = 0; i < after.Length; i++)
        {
            Assert.Equal(after[i], await TextOf(changed, i));
        }

        await Verify(changed, id, found.Count);
        return changed;
    }

    // An error in generated code would keep a build from running the rules at all.
    private async Task CheckGenerated(Project project)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var own = (await Task.WhenAll(project.Documents.Select(document => document.GetSyntaxTreeAsync(cancellationToken)))).ToHashSet();
        var problems = (await project.GetCompilationAsync(cancellationToken))!.GetDiagnostics(cancellationToken)
            .Where(one => one.Severity == DiagnosticSeverity.Error && !_silenced.Contains(one.Id) && one.Location.SourceTree is { } tree && !own.Contains(tree));
        Assert.True(!problems.Any(), string.Join('\n', problems));
    }

    /// <summary>Checks that a rule is found and no fix is offered.</summary>
    public async Task OffersNothing(string id)
    {
        var project = Open();
        var found = await FoundIn(project, id);
        Assert.NotEmpty(found);
        foreach (var (document, diagnostic) in found)
        {
            Assert.Empty(await ActionsFor(project.GetDocument(document)!, diagnostic));
        }
    }

    /// <summary>The titles of what is offered for the first diagnostic.</summary>
    public async Task<IReadOnlyList<string>> Titles(string id) => [.. (await Offered(id)).Select(static action => action.Title)];

    /// <summary>The keys of what is offered for the first diagnostic.</summary>
    public async Task<IReadOnlyList<string?>> EquivalenceKeys(string id) => [.. (await Offered(id)).Select(static action => action.EquivalenceKey)];

    private async Task<List<CodeAction>> Offered(string id)
    {
        var project = Open();
        var (document, diagnostic) = (await FoundIn(project, id))[0];
        return await ActionsFor(project.GetDocument(document)!, diagnostic);
    }

    private Project Open()
    {
        var workspace = new AdhocWorkspace();
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable)
            .WithSpecificDiagnosticOptions([new("CS1701", ReportDiagnostic.Suppress), new("CS1702", ReportDiagnostic.Suppress)]);
        var project = workspace.AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(),
            VersionStamp.Default,
            "App",
            "App",
            LanguageNames.CSharp,
            compilationOptions: options,
            parseOptions: new CSharpParseOptions(LanguageVersion.CSharp14),
            metadataReferences: References,
            analyzerReferences: [new BuiltInAnalyzers()]));
        var solution = project.Solution;
        foreach (var (name, text) in _files.Select(static (file, index) => ($"App{index}.cs", file.Source)).Append(("Usings.cs", _usings)))
        {
            solution = solution.AddDocument(DocumentId.CreateNewId(project.Id), name, SourceText.From(text), filePath: "/app/" + name);
        }

        return solution.GetProject(project.Id)!;
    }

    private async Task<List<(DocumentId Document, Diagnostic Diagnostic)>> FoundIn(Project project, string id)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var compilation = (await project.GetCompilationAsync(cancellationToken))!;
        var options = new CompilationWithAnalyzersOptions(new AnalyzerOptions([], new ProjectOptions(_options)), null, true, false);
        var diagnostics = await compilation.WithAnalyzers(RuleCatalog.Analyzers, options).GetAnalyzerDiagnosticsAsync(cancellationToken);
        return
        [
            .. diagnostics.Where(one => one.Id == id && project.GetDocument(one.Location.SourceTree) is not null)
                .Select(one => (Document: project.GetDocument(one.Location.SourceTree)!, Diagnostic: one))
                .OrderBy(one => one.Document.Name, StringComparer.Ordinal)
                .ThenBy(static one => one.Diagnostic.Location.SourceSpan)
                .Select(static one => (one.Document.Id, one.Diagnostic)),
        ];
    }

    private async Task<Solution> Apply(Project project, string id, List<(DocumentId Document, Diagnostic Diagnostic)> found)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var document = project.GetDocument(found[0].Document)!;
        if (_key is null)
        {
            var actions = await ActionsFor(document, found[0].Diagnostic);
            var action = _title is null ? actions.FirstOrDefault() : actions.FirstOrDefault(one => one.Title == _title);
            Assert.True(action is not null, $"Offered: {string.Join(", ", actions.Select(static one => one.Title))}");
            if (_scope is null)
            {
                return await Changed(action);
            }

            _key = action.EquivalenceKey;
        }

        var provider = FixCatalog.Of(id);
        var key = _key!.Length == 0 ? null : _key;
        var context = new FixAllContext(document, provider, _scope!.Value, key!, [id], new KnownDiagnostics(found), cancellationToken);
        return await Changed((await provider.GetFixAllProvider().GetFixAsync(context))!);
    }

    private static async Task<Solution> Changed(CodeAction action) =>
        Assert.Single((await action.GetOperationsAsync(TestContext.Current.CancellationToken)).OfType<ApplyChangesOperation>()).ChangedSolution;

    private static async Task<List<CodeAction>> ActionsFor(Document document, Diagnostic diagnostic)
    {
        var actions = new List<CodeAction>();
        var context = new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), TestContext.Current.CancellationToken);
        await FixCatalog.Of(diagnostic.Id).RegisterCodeFixesAsync(context);
        return actions;
    }

    private async Task Verify(Project changed, string id, int before)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var compilation = (await changed.GetCompilationAsync(cancellationToken))!;
        var problems = compilation.GetDiagnostics(cancellationToken).Where(one => one.Severity >= DiagnosticSeverity.Warning && !_silenced.Contains(one.Id));
        Assert.True(!problems.Any(), string.Join('\n', problems) + "\n\n" + string.Join("\n\n", await Texts(changed)));

        var left = await FoundIn(changed, id);
        var allowed = _staysFound ? before - 1 : _scope is null ? before - 1 : 0;
        Assert.True(left.Count <= allowed, $"Still found: {string.Join('\n', left.Select(static one => one.Diagnostic.ToString()))}\n\n{string.Join("\n\n", await Texts(changed))}");
        for (var i = 0; i < _files.Count; i++)
        {
            var document = DocumentOf(changed, i);
            var text = await TextOf(changed, i);
            var formatted = await Formatter.FormatAsync(document, cancellationToken: cancellationToken);
            Assert.Equal(text, (await formatted.GetTextAsync(cancellationToken)).ToString());
            var root = (await document.GetSyntaxRootAsync(cancellationToken))!.WithAdditionalAnnotations(Simplifier.Annotation);
            var simplified = await Simplifier.ReduceAsync(document.WithSyntaxRoot(root), cancellationToken: cancellationToken);
            Assert.Equal(text, (await simplified.GetTextAsync(cancellationToken)).ToString());
        }
    }

    private async Task<IEnumerable<string>> Texts(Project project)
    {
        var texts = new List<string>();
        for (var i = 0; i < _files.Count; i++)
        {
            texts.Add(await TextOf(project, i));
        }

        return texts;
    }

    private static async Task<string> TextOf(Project project, int file) =>
        (await DocumentOf(project, file).GetTextAsync(TestContext.Current.CancellationToken)).ToString();

    private static Document DocumentOf(Project project, int file) => project.Documents.Single(document => document.Name == $"App{file}.cs");

    private static int IndexOf(Project project, DocumentId document) =>
        int.Parse(project.GetDocument(document)!.Name.AsSpan("App".Length, 1), System.Globalization.CultureInfo.InvariantCulture);
}
