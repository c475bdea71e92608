using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Reality.Generators.Binding;
using Reality.Generators.Rules.Declarations;
using Reality.Generators.Rules.Keys.Naming;
using Reality.Generators.Rules.Tests.Harness;

namespace Reality.Generators.Rules.Tests;

/// <summary>The pages of the rules say what the rules say. <c>REALITY_ACCEPT_SNAPSHOTS=1</c> rewrites the tables of the index.</summary>
public sealed partial class DocumentationTests
{
    private static readonly string[] Sections = ["What it finds", "Why it matters", "Before", "After", "When to suppress"];

    private static readonly DiagnosticDescriptor[] Rules = [.. RuleCatalog.Descriptors.DistinctBy(static rule => rule.Id)];

    [Fact]
    public void The_index_lists_every_rule()
    {
        var path = Path.Combine(Root(), "docs", "rules", "README.md");
        var text = File.ReadAllText(path);
        var expected = text;
        foreach (var group in Rules.GroupBy(static rule => rule.Category))
        {
            var table = new StringBuilder("| rule | finds | severity | fix |\n| --- | --- | --- | --- |\n");
            foreach (var rule in group)
            {
                table.Append($"| [{rule.Id}]({rule.Id}.md) | {rule.Title} | {Severity(rule)} | {(HasFix(rule) ? "yes" : string.Empty)} |\n");
            }

            expected = WithTable(expected, group.Key["Reality.".Length..], table.ToString());
        }

        if (Environment.GetEnvironmentVariable("REALITY_ACCEPT_SNAPSHOTS") is "1")
        {
            Assert.NotEqual("true", Environment.GetEnvironmentVariable("CI"));
            File.WriteAllText(path, expected);
            return;
        }

        Assert.Equal(expected, text);
    }

    [Fact]
    public void The_index_shows_only_rules_that_exist_and_every_option()
    {
        var text = File.ReadAllText(Path.Combine(Root(), "docs", "rules", "README.md"));
        var ids = Rules.Select(static rule => rule.Id).ToHashSet(StringComparer.Ordinal);
        Assert.All(RuleId().Matches(text), match => Assert.Contains(match.Value, ids));
        Assert.All([NamingOptions.DomainsOption, NamingOptions.PatternOption], option => Assert.Contains($"| `{option}` |", text, StringComparison.Ordinal));
        Assert.All(Rules.Select(static rule => rule.Category).Distinct(), category => Assert.Contains($"`{category}`", text, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_rule_has_a_page_and_links_to_it()
    {
        foreach (var rule in Rules)
        {
            Assert.Equal($"docs/rules/{rule.Id}.md", rule.HelpLinkUri);
            var page = File.ReadAllText(Path.Combine(Root(), rule.HelpLinkUri));
            Assert.StartsWith($"# {rule.Id}: {rule.Title}\n\nSeverity: {Severity(rule)}\n", page, StringComparison.Ordinal);
            var positions = Sections.Select(section => page.IndexOf($"\n## {section}\n", StringComparison.Ordinal)).ToArray();
            Assert.DoesNotContain(-1, positions);
            Assert.Equal(positions.Order(), positions);
        }
    }

    [Fact]
    public void No_page_is_left_without_its_rule() => Assert.Equal(
        Rules.Select(static rule => rule.Id),
        Directory.GetFiles(Path.Combine(Root(), "docs", "rules"), "RLT*.md").Select(static file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_problem_of_a_declaration_has_its_rule() => Assert.Equal(
        Enum.GetValues<ProblemKind>().Except([ProblemKind.LastThatOnlyWarns]).Order(),
        DeclarationRules.All.SelectMany(static rule => rule.Kinds).Order());

    [Fact]
    public void A_problem_refuses_a_method_exactly_if_its_rule_is_an_error()
    {
        foreach (var rule in DeclarationRules.All)
        {
            Assert.All(rule.Kinds, kind => Assert.Equal(kind > ProblemKind.LastThatOnlyWarns, rule.Descriptor.DefaultSeverity == DiagnosticSeverity.Error));
        }
    }

    // What is generated stands between two marks; what is around them a person wrote.
    private static string WithTable(string text, string group, string table)
    {
        var mark = $"<!-- rules: {group} -->\n";
        var start = text.IndexOf(mark, StringComparison.Ordinal);
        Assert.True(start >= 0, $"The index has no place for the rules of {group}: {mark}");
        var end = text.IndexOf("<!-- end -->", start, StringComparison.Ordinal);
        return text[..(start + mark.Length)] + table + text[end..];
    }

    [GeneratedRegex("RLT[0-9]{4}")]
    private static partial Regex RuleId();

    // Which rules have one the tests of the fixes know; they compare it with the pages.
    private static bool HasFix(DiagnosticDescriptor rule) =>
        File.ReadAllText(Path.Combine(Root(), rule.HelpLinkUri)).Contains("\nFix: ", StringComparison.Ordinal);

    private static string Severity(DiagnosticDescriptor rule) => rule.DefaultSeverity == DiagnosticSeverity.Info ? "info" : $"{rule.DefaultSeverity}".ToLowerInvariant();

    private static string Root([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", ".."));
}
