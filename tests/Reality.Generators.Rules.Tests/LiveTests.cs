using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Reality.Generators.Rules.Tests.Harness;
using static Reality.Generators.Rules.Tests.Harness.Sample;

namespace Reality.Generators.Rules.Tests;

/// <summary>The rules as an editor asks them: keystroke by keystroke, before the generator has run, and in projects that are none of theirs.</summary>
public sealed class LiveTests
{
    [Fact]
    public async Task A_template_is_judged_at_every_keystroke()
    {
        const string Template = "chat:room:<roomId>";
        var right = Read($"[RealityKey(\"{Template}\", Access = RealityAccess.Public)]");
        var start = right.IndexOf(Template, StringComparison.Ordinal);
        var text = SourceText.From(right.Replace(Template, string.Empty, StringComparison.Ordinal));

        // The generator ran before the typing began; what it wrote is as old as that.
        var compilation = RuleProject.Of(right).Compile();
        var tree = compilation.SyntaxTrees.First();
        var typed = new List<string>();
        for (var length = 0; length <= Template.Length; length++)
        {
            var changed = tree.WithChangedText(text.WithChanges(new TextChange(new(start, 0), Template[..length])));
            var current = compilation.ReplaceSyntaxTree(tree, changed);
            var analysis = current.WithAnalyzers(RuleCatalog.Analyzers, new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), null, true, false));
            var found = await analysis.GetAnalyzerSemanticDiagnosticsAsync(current.GetSemanticModel(changed), null, TestContext.Current.CancellationToken);
            typed.Add(string.Join(" ", found.Select(one => one.Id).Order()));
        }

        string[] expected =
        [
            "RLT1001", // nothing
            "RLT1001", "RLT1001", "RLT1001", "RLT1001", // c, ch, cha, chat: one segment
            "RLT1001", // chat:
            "RLT1007", "RLT1007", "RLT1007", "RLT1007", // r, ro, roo, room: a key, but without roomId
            "RLT1001", // chat:room:
            "RLT1001", "RLT1001", "RLT1001", "RLT1001", "RLT1001", "RLT1001", "RLT1001", // <, <r … <roomId: not closed
            string.Empty, // chat:room:<roomId>
        ];
        Assert.Equal(expected, typed);
    }

    [Fact]
    public async Task A_forgotten_key_is_underlined_while_the_SQL_is_typed()
    {
        const string Sql = "delete from messages";
        var right = SqlSample.Rooms(
            SqlSample.Read("select id, room_id, text from messages where room_id = @roomId"),
            SqlSample.Read("select id, room_id, text from users where room_id = @roomId", "Users", "chat:users:<roomId>"),
            SqlSample.Write("[RealityInvalidates(\"chat:users:<roomId>\")]", Sql, parameters: "string roomId"));
        var start = right.LastIndexOf(Sql, StringComparison.Ordinal);
        var compilation = RuleProject.Of(right.Remove(start, Sql.Length)).WithData().Compile();
        var tree = compilation.SyntaxTrees.First();
        var typed = new List<string>();
        for (var length = 0; length <= Sql.Length; length++)
        {
            var current = compilation.ReplaceSyntaxTree(tree, tree.WithChangedText(tree.GetText(TestContext.Current.CancellationToken).WithChanges(new TextChange(new(start, 0), Sql[..length]))));
            var analysis = current.WithAnalyzers(RuleCatalog.Analyzers, new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), null, true, false));
            var found = await analysis.GetAnalyzerSemanticDiagnosticsAsync(current.GetSemanticModel(current.SyntaxTrees.First()), null, TestContext.Current.CancellationToken);
            typed.Add(string.Join(" ", found.Where(static one => one.Id.StartsWith("RLT4", StringComparison.Ordinal)).Select(static one => one.Id).Order()));
        }

        Assert.All(typed[1..13], static ids => Assert.Equal("RLT4005", ids)); // d, de, … delete from
        Assert.All(typed[13..20], static ids => Assert.Equal(string.Empty, ids)); // m, … message: tables that nobody reads
        Assert.Equal("RLT4002", typed[20]);
    }

    [Fact]
    public Task Where_the_generator_has_not_run_the_type_at_hand_is_judged() => RuleProject.Of(
        """
        [RealityRepository]
        public sealed partial class Rooms(IReality reality)
        {
            public IReality Reality => reality;

            [RealityKey({|RLT1005:"chat:<name>:list"|}, Access = RealityAccess.Public)]
            public partial Task<int> FirstAsync(string name);

            private static Task<int> FirstCoreAsync(DbConnection db, string name) => null!;

            [RealityKey({|RLT1005:"chat:me:<part>"|}, Access = RealityAccess.Public)]
            public partial Task<int> SecondAsync(string part);

            private static Task<int> SecondCoreAsync(DbConnection db, string part) => null!;
        }
        """)
        .WithoutGenerator()
        .WithCompilerErrors("CS8795")
        .Verify();

    [Fact]
    public Task Silent_in_projects_that_do_not_reference_Reality() => RuleProject.Of(
        """
        namespace Reality
        {
            public sealed class RealityRepositoryAttribute : System.Attribute;
        }

        namespace App
        {
            [Reality.RealityRepository]
            public sealed class Rooms;
        }
        """)
        .WithoutReality()
        .Verify();

    [Fact]
    public Task Silent_in_projects_without_declarations() => RuleProject.Check("public sealed class Rooms { public object Keys => this; public object Chat => this; }");
}
