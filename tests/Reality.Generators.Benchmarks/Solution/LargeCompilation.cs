using System.Globalization;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Reality.Generators.Benchmarks.Solution;

/// <summary>A compilation of many repositories, as an editor holds it, and what typing makes of it.</summary>
internal sealed class LargeCompilation
{
    /// <summary>How many repositories there are.</summary>
    public const int Repositories = 1_000;

    private const int EditedRepository = Repositories / 2;

    private readonly SyntaxTree _unrelated;
    private readonly SyntaxTree _edited;
    private readonly CSharpCompilation _compilation;

    private LargeCompilation(CSharpCompilation compilation, SyntaxTree unrelated, SyntaxTree edited) =>
        (_compilation, _unrelated, _edited) = (compilation, unrelated, edited);

    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.CSharp14, DocumentationMode.Diagnose);

    /// <summary>As it is opened.</summary>
    public CSharpCompilation Opened => _compilation;

    public static LargeCompilation Create()
    {
        const string Usings = """
            global using System;
            global using System.Collections.Generic;
            global using System.Linq;
            global using System.Threading;
            global using System.Threading.Tasks;
            """;
        var repositories = Enumerable.Range(0, Repositories)
            .Select(static number => Parse(RepositorySource.Of(number), string.Create(CultureInfo.InvariantCulture, $"Item{number}Repository.cs")))
            .ToList();
        var unrelated = Parse(RepositorySource.Unrelated(0), "Unrelated.cs");
        var compilation = CSharpCompilation.Create(
            "Shop",
            [.. repositories, unrelated, Parse(Usings, "Usings.cs")],
            [
                .. Net100.References.All,
                .. new[] { typeof(IReality), typeof(Dapper.SqlMapper), typeof(Microsoft.Extensions.DependencyInjection.IServiceCollection) }
                    .Select(static type => MetadataReference.CreateFromFile(type.Assembly.Location)),
            ],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        return new(compilation, unrelated, repositories[EditedRepository]);
    }

    /// <summary>After an edit in a file that declares nothing of Reality's.</summary>
    public CSharpCompilation AfterUnrelatedEdit(int edit) =>
        _compilation.ReplaceSyntaxTree(_unrelated, _unrelated.WithChangedText(SourceText.From(RepositorySource.Unrelated(edit))));

    /// <summary>After a letter was typed into a statement of one repository.</summary>
    /// <param name="edit">How many have been typed.</param>
    /// <param name="tree">The file as it is then.</param>
    public CSharpCompilation AfterEdit(int edit, out SyntaxTree tree)
    {
        var text = _edited.GetText();
        var place = text.ToString().IndexOf(RepositorySource.EditedPlace + " returning", StringComparison.Ordinal) + RepositorySource.EditedPlace.Length;
        tree = _edited.WithChangedText(text.WithChanges(new TextChange(new TextSpan(place, 0), " and name <> '" + new string('x', edit % 64) + "'")));
        return _compilation.ReplaceSyntaxTree(_edited, tree);
    }

    private static SyntaxTree Parse(string text, string path) => CSharpSyntaxTree.ParseText(SourceText.From(text), ParseOptions, path);
}
