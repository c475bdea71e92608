using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Reality.Generators.Binding;
using Reality.Generators.Sql.Tables;
using Reality.Generators.Tests.Verification;

namespace Reality.Generators.Tests.Caching;

/// <summary>What methods read and write is told from their bodies, and bodies are bound again only where that can change the answer.</summary>
public sealed class TableCachingTests
{
    private const string Repository = """
        using Reality;
        namespace Chat;

        [RealityRepository]
        public sealed partial class Messages(IReality reality)
        {
            [RealityKey("chat:room:<roomId>", Access = RealityAccess.Public)]
            public partial Task<int> GetAsync(string roomId);

            private static async Task<int> GetCoreAsync(DbConnection db, string roomId)
            {
                await using var command = db.CreateCommand();
                command.CommandText = "select count(*) from " + Names.Messages;
                return (int)(await command.ExecuteScalarAsync())!;
            }

            public async Task ClearAsync(DbConnection db)
            {
                await using var command = db.CreateCommand();
                command.CommandText = "delete from messages";
                await command.ExecuteNonQueryAsync();
            }
        }
        """;

    // What is kept is kept for each assembly's name, and other tests run at the same time.
    private const string Assembly = nameof(TableCachingTests);

    private const string Constants = "namespace Chat; public static class Names { public const string Messages = \"messages\"; }";

    [Fact]
    public void Facts_tell_the_tables()
    {
        var facts = GeneratorRun.Of(Create()).CompilesWithoutWarning().Text(static name => name.EndsWith(".Facts.g.cs", StringComparison.Ordinal));

        Assert.Contains("        sql\tUnknown\t\n        reads\t-\tmessages\tListed\n        calls\tcount\n", facts, StringComparison.Ordinal);
        Assert.Contains("        other\tMessages.ClearAsync\n        sql\tUnknown\t\n        writes\t-\tmessages\tDelete\tkeeps\tAll\n", facts, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unrelated_file_binds_no_body_again()
    {
        var unrelated = Compilations.Tree("Unrelated.cs", "internal static class Unrelated { public static int One() => 1; }");
        var before = Create().AddSyntaxTrees(unrelated);
        var after = before.ReplaceSyntaxTree(unrelated, Compilations.Tree("Unrelated.cs", "internal static class Unrelated { public static int Two() => 2; private int _three; }"));

        Assert.Same(TablesOf(before), TablesOf(after));
    }

    [Fact]
    public void A_target_framework_more_binds_nothing_again()
    {
        var before = Create();
        var tables = TablesOf(before);

        for (var edit = 0; edit < 3; edit++)
        {
            var other = Create();
            _ = TablesOf(other.RemoveReferences(other.References.First(static reference => reference.Display!.Contains("Sqlite", StringComparison.Ordinal))));
            Assert.Same(tables, TablesOf(before.AddSyntaxTrees(Compilations.Tree("Generated.g.cs", $"// {edit}"))));
        }
    }

    [Theory]
    [InlineData("global using System.Text;")]
    [InlineData("internal static class Another;")]
    [InlineData("namespace Chat; internal static class Extensions { public static void Add(this string text) { } }")]
    [InlineData("namespace Chat; internal static class Extensions { extension(string text) { public void Add() { } } }")]
    public void Another_name_binds_again(string text)
    {
        var before = Create();
        var after = before.AddSyntaxTrees(Compilations.Tree("More.cs", text));

        Assert.NotSame(TablesOf(before), TablesOf(after));
    }

    [Fact]
    public void A_constant_in_another_file_rewrites_the_facts_alone()
    {
        var before = Create();
        var after = before.ReplaceSyntaxTree(before.SyntaxTrees.Single(static tree => tree.FilePath == "Names.cs"), Compilations.Tree("Names.cs", Constants.Replace("\"messages\"", "\"archive\"", StringComparison.Ordinal)));
        var run = GeneratorRun.Of(before).Again(after);

        Assert.Equal(["RepositoryFacts", "SourceOutput", "Tables"], run.Changed());
        Assert.Contains("reads\t-\tarchive", run.Text(static name => name.EndsWith(".Facts.g.cs", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_declared_view_scans_again_what_was_not_known_without_it()
    {
        var before = Compilations.Create([("Messages.cs", Repository.Replace("from \" + Names.Messages", "from latest(1)\"", StringComparison.Ordinal)), ("Names.cs", Constants)], Assembly);
        var after = before.AddSyntaxTrees(Compilations.Tree("Views.cs", "[assembly: Reality.RealityTable(\"latest\", DependsOn = \"messages\")]"));

        Assert.NotNull(TablesOf(before).Unknown);
        Assert.Null(TablesOf(after).Unknown);
    }

    [Fact]
    public void What_does_not_compile_is_not_kept()
    {
        var before = Compilations.Create([("Messages.cs", Repository.Replace("command.CommandText = \"select", "await HelpAsync(db); command.CommandText = \"select", StringComparison.Ordinal)), ("Names.cs", Constants)]);
        var after = before.AddSyntaxTrees(Compilations.Tree("Help.cs", "namespace Chat; public sealed partial class Messages { private static Task HelpAsync(DbConnection db) => Task.CompletedTask; }"));

        Assert.NotNull(TablesOf(before).Unknown);
        Assert.Null(TablesOf(after).Unknown);
    }

    private static CSharpCompilation Create() => Compilations.Create([("Messages.cs", Repository), ("Names.cs", Constants)], Assembly);

    private static MethodTables TablesOf(Compilation compilation) =>
        TableBinder.Bind(compilation.GetTypeByMetadataName("Chat.Messages")!, compilation, TestContext.Current.CancellationToken)!.Tables.Contracts[0];
}
