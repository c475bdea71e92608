using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Reality.Generators.Tests.Verification;

namespace Reality.Generators.Tests.Caching;

/// <summary>
/// What was bound is used again while nothing that it means has changed. Whatever is edited, in whatever file, a driver that has seen every edit says
/// what one says that sees the code for the first time.
/// </summary>
public sealed class FreshnessTests
{
    private const string Shipped = "namespace Chat;";

    /// <summary>For each file the texts that it can have; an empty one stands for no file.</summary>
    private static readonly (string Path, string[] Texts)[] Files =
    [
        ("Messages.cs",
        [
            Repository("[RealityRepository]", "\"chat:room:<roomId>\"", "string roomId", "\"select * from messages\""),
            Repository("[RealityRepository]", "Names.Template", "string roomId", "Names.Sql"),
            Repository("[RealityRepository]", "\"chat:room:<roomId>\"", "RoomId roomId", "$\"select * from {Names.Table}\""),
            Repository("", "\"chat:room:<roomId>\"", "string roomId", "Names.Sql"),
            Repository("[RealityRepository]", "\"chat:room:<roomId>\"", "string roomId, int take = Names.Take", "Names.Sql"),
        ]),
        ("Part.cs", ["", $"{Shipped} [Reality.RealityRepository] public partial class Messages;", $"{Shipped} public partial class Messages : Base;"]),
        ("Message.cs",
        [
            $"{Shipped} public sealed record Message(long Id, Author Author);",
            $"{Shipped} public sealed record Message(long Id, string Text, Author Author);",
            $"{Shipped} public class Message {{ public long Id {{ get; init; }} [Reality.RealityNotHashed] public string Text {{ get; init; }} = \"\"; }}",
            $"{Shipped} public interface Message;",
        ]),
        ("Author.cs",
        [
            $"{Shipped} public sealed record Author(string Name);",
            $"{Shipped} public sealed record Author(string Name, Mood Mood); public enum Mood {{ Fine }}",
            $"{Shipped} public class Author {{ public object Anything {{ get; init; }} = 1; }}",
        ]),
        ("Elsewhere.cs", ["public sealed record Author(int Number);", "", "global using Message = System.Collections.Generic.List<int>;"]),
        ("RoomId.cs",
        [
            "",
            $"{Shipped} public readonly record struct RoomId(int Value);",
            $"{Shipped} public enum RoomId {{ One, Two }}",
        ]),
        ("Names.cs", [.. new[] { "chat:room:<roomId>", "talk:room:<roomId>" }.SelectMany(static template => new[] { "messages", "letters" }.Select(table =>
            $"{Shipped} public static class Names {{ public const int Take = {table.Length}; public const string Template = \"{template}\"; public const string Table = \"{table}\"; public const string Sql = \"select * from \" + Table; }}"))]),
        ("Base.cs",
        [
            $"{Shipped} public abstract class Base {{ protected Reality.IReality? Reality {{ get; init; }} }}",
            $"{Shipped} public abstract class Base;",
        ]),
        ("Posting.cs",
        [
            $$"""
            {{Shipped}}
            [Reality.RealityRepository]
            public sealed partial class Posting(Reality.IReality reality) : IPosting
            {
                private static Task PostCoreAsync(DbConnection db, string roomId) { using var command = db.CreateCommand(); command.CommandText = "delete from " + Names.Table; return command.ExecuteNonQueryAsync(); }
            }
            """,
        ]),
        ("IPosting.cs",
        [
            $"{Shipped} public interface IPosting {{ [Reality.RealityInvalidates(\"chat:room:<roomId>\")] Task PostAsync(string roomId); }}",
            $"{Shipped} public interface IPosting {{ [Reality.RealityInvalidates(\"talk:room:<roomId>\")] Task PostAsync(string roomId); }}",
            $"{Shipped} public interface IPosting;",
        ]),
        ("Views.cs", ["", "[assembly: Reality.RealityTable(\"messages\", DependsOn = \"letters\")]"]),
        ("Aliases.cs", ["global using Key = Reality.RealityKeyAttribute;", "global using Key = System.ObsoleteAttribute;"]),
        ("Unrelated.cs", [$"{Shipped} internal static class Unrelated {{ }}", $"{Shipped} internal static class Unrelated {{ static int One() => 1; }}"]),
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_driver_that_saw_every_edit_says_what_a_fresh_one_says(int seed)
    {
        var random = new Random(seed);
        var chosen = new int[Files.Length];
        var compilation = Compile(chosen);
        var driver = Driver().RunGenerators(compilation, TestContext.Current.CancellationToken);
        for (var edit = 0; edit < 60; edit++)
        {
            var file = random.Next(Files.Length);
            var (path, texts) = Files[file];
            chosen[file] = random.Next(texts.Length);
            compilation = Edit(compilation, path, texts[chosen[file]]);
            driver = driver.RunGenerators(compilation, TestContext.Current.CancellationToken);

            // Every file parsed anew: nothing can be known of any of its nodes.
            var fresh = Driver().RunGenerators(Compile(chosen), TestContext.Current.CancellationToken);
            Assert.True(Text(fresh) == Text(driver), $"After edit {edit}, of {path}: {First(Text(fresh), Text(driver))}");
        }
    }

    [Fact]
    public void The_texts_differ_in_what_is_generated()
    {
        var all = Files.SelectMany(static (file, index) => file.Texts.Select((_, text) => Enumerable.Range(0, Files.Length).Select(at => at == index ? text : 0).ToArray()))
            .Select(static chosen => Text(Driver().RunGenerators(Compile(chosen), TestContext.Current.CancellationToken)))
            .Distinct();

        Assert.InRange(all.Count(), 10, int.MaxValue);
    }

    private static string Repository(string mark, string template, string parameters, string sql) =>
        $$"""
        using Reality;
        {{Shipped}}
        {{mark}}
        public partial class Messages(IReality reality)
        {
            private readonly IReality _reality = reality;

            [Key({{template}}, Access = RealityAccess.Public)]
            public partial Task<IReadOnlyList<Message>> GetAsync({{parameters}});

            private static async Task<IReadOnlyList<Message>> GetCoreAsync(DbConnection db, {{parameters}})
            {
                using var command = db.CreateCommand();
                command.CommandText = {{sql}};
                await command.ExecuteNonQueryAsync();
                return [];
            }
        }
        """.Replace("[Key(", sql.Length % 2 == 0 ? "[RealityKey(" : "[Key(", StringComparison.Ordinal);

    private static CSharpCompilation Compile(int[] chosen) => Compilations.Create(
        [.. Files.Select((file, index) => (file.Path, file.Texts[chosen[index]]))]);

    private static CSharpCompilation Edit(CSharpCompilation compilation, string path, string text) =>
        compilation.ReplaceSyntaxTree(compilation.SyntaxTrees.Single(tree => tree.FilePath == path), Compilations.Tree(path, text));

    private static CSharpGeneratorDriver Driver() =>
        CSharpGeneratorDriver.Create([new RealityGenerator().AsSourceGenerator()], parseOptions: Compilations.Parse);

    private static string First(string fresh, string kept)
    {
        var at = fresh.Zip(kept).TakeWhile(static pair => pair.First == pair.Second).Count();
        return $"\n{fresh[Math.Max(0, at - 200)..Math.Min(fresh.Length, at + 200)]}\nis not\n{kept[Math.Max(0, at - 200)..Math.Min(kept.Length, at + 200)]}";
    }

    private static string Text(GeneratorDriver driver)
    {
        var result = driver.GetRunResult().Results[0];
        Assert.Null(result.Exception);
        return string.Join('\n', result.GeneratedSources.OrderBy(static source => source.HintName, StringComparer.Ordinal).Select(static source => $"//// {source.HintName}\n{source.SourceText}"));
    }
}
