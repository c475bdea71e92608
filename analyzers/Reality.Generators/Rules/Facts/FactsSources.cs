using Microsoft.CodeAnalysis;
using Reality.Generators.Binding;
using Reality.Generators.Facts;
using Reality.Generators.Sql.Tables;

namespace Reality.Generators.Rules.Facts;

/// <summary>All facts that a compilation knows, as files that stay the same objects while what they say stays.</summary>
/// <param name="Own">Those of the compilation.</param>
/// <param name="Referenced">Those of each referenced assembly that has any.</param>
/// <param name="Declared">The views and functions that it knows.</param>
internal sealed record FactsSources(List<FactsFile> Own, List<ReferencedFiles> Referenced, DeclaredTables Declared)
{
    public IEnumerable<FactsFile> All => Own.Concat(Referenced.SelectMany(static assembly => assembly.Files));

    public static FactsSources Of(Compilation compilation) => new(
        [.. SourceFacts.TextsOf(compilation).Select(FactsFile.Of)],
        [
            .. from assembly in compilation.SourceModule.ReferencedAssemblySymbols
               let files = ReferencedFacts.TextsOf(assembly).Select(FactsFile.Of).ToList()
               where files.Count > 0
               select new ReferencedFiles(files, assembly.GivesAccessTo(compilation.Assembly)),
        ],
        TableBinder.DeclaredOf(compilation));

    /// <summary>Whether both are the same objects in the same order, and declared alike.</summary>
    public bool IsSame(FactsSources other) =>
        AreSame(Own, other.Own)
        && Referenced.Count == other.Referenced.Count
        && Referenced.Zip(other.Referenced, static (one, two) => one.ShowsInternals == two.ShowsInternals && AreSame(one.Files, two.Files)).All(static same => same)
        && Declared.Equals(other.Declared);

    private static bool AreSame(List<FactsFile> files, List<FactsFile> others)
    {
        if (files.Count != others.Count)
        {
            return false;
        }

        for (var i = 0; i < files.Count; i++)
        {
            if (!ReferenceEquals(files[i], others[i]))
            {
                return false;
            }
        }

        return true;
    }
}

/// <summary>The facts of a referenced assembly.</summary>
/// <param name="Files">One a type.</param>
/// <param name="ShowsInternals">Whether the compilation sees what is internal there.</param>
internal sealed record ReferencedFiles(List<FactsFile> Files, bool ShowsInternals)
{
    public IEnumerable<KeyFact> VisibleKeys => Files.SelectMany(static file => file.Keys).Where(key => key.IsPublic || ShowsInternals);
}
