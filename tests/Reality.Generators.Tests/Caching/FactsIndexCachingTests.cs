using Microsoft.CodeAnalysis;
using Reality.Generators.Rules.Facts;
using Reality.Generators.Tests.Verification;

namespace Reality.Generators.Tests.Caching;

/// <summary>The rules look keys and tables up in an index of all facts, which is built again only when an edit changes facts.</summary>
public sealed class FactsIndexCachingTests
{
    private const string Repository = """
        using Reality;
        namespace Chat;

        [RealityRepository]
        public sealed partial class Rooms(IReality reality)
        {
            [RealityKey("rooms:room:<roomId>", Access = RealityAccess.Public)]
            public partial Task<int> GetAsync(string roomId);

            private static Task<int> GetCoreAsync(DbConnection db, string roomId) => Task.FromResult(1);
        }
        """;

    private const string Unrelated = "internal static class Unrelated { public static int One() => 1; }";

    [Fact]
    public void An_edit_that_changes_no_facts_keeps_the_index()
    {
        var (before, after) = Edited("Unrelated.cs", Unrelated.Replace("=> 1", "=> 2", StringComparison.Ordinal));

        Assert.NotSame(before, after);
        Assert.Same(FactsIndex.Of(before), FactsIndex.Of(after));
    }

    [Fact]
    public void Another_template_makes_another_index()
    {
        var (before, after) = Edited("Rooms.cs", Repository.Replace("rooms:room:", "rooms:hall:", StringComparison.Ordinal));

        Assert.Single(FactsIndex.Of(before).EveryKeyLike("rooms:room:<>"));
        Assert.Empty(FactsIndex.Of(after).EveryKeyLike("rooms:room:<>"));
        Assert.Single(FactsIndex.Of(after).EveryKeyOf("rooms"));
    }

    [Fact]
    public void A_repository_more_makes_another_index()
    {
        var (before, after) = Edited("Unrelated.cs", Repository.Replace("Rooms", "Halls", StringComparison.Ordinal).Replace("rooms:", "halls:", StringComparison.Ordinal));

        Assert.Empty(FactsIndex.Of(before).EveryKeyOf("halls"));
        Assert.Single(FactsIndex.Of(after).EveryKeyOf("halls"));
        Assert.Single(FactsIndex.Of(after).EveryKeyOf("rooms"));
    }

    [Fact]
    public void A_reference_that_goes_takes_its_keys_along()
    {
        var alone = GeneratorRun.Of(Compilations.Create([("Rooms.cs", Repository)], "Facts.Alone")).Output;
        var library = GeneratorRun.Of(Compilations.Create([("Halls.cs", Repository.Replace("Rooms", "Halls", StringComparison.Ordinal).Replace("rooms:", "halls:", StringComparison.Ordinal))], "Facts.Library")).Output;
        var both = alone.AddReferences(library.ToMetadataReference());

        Assert.Empty(FactsIndex.Of(alone).EveryKeyOf("halls"));
        Assert.Single(FactsIndex.Of(both).EveryKeyOf("halls"));
        Assert.Empty(FactsIndex.Of(both.RemoveReferences(both.References.Last())).EveryKeyOf("halls"));
    }

    [Fact]
    public void A_view_that_is_declared_makes_another_index()
    {
        var (before, after) = Edited("Unrelated.cs", "[assembly: Reality.RealityTable(\"latest\", DependsOn = \"messages\")]");

        Assert.NotSame(FactsIndex.Of(before), FactsIndex.Of(after));
    }

    private static (Compilation Before, Compilation After) Edited(string file, string text)
    {
        var input = Compilations.Create([("Rooms.cs", Repository), ("Unrelated.cs", Unrelated)], nameof(FactsIndexCachingTests));
        var run = GeneratorRun.Of(input);
        var edited = input.ReplaceSyntaxTree(input.SyntaxTrees.Single(tree => tree.FilePath == file), Compilations.Tree(file, text));
        return (run.Output, run.Again(edited).Output);
    }
}
