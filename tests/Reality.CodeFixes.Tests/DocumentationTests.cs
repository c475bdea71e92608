using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Reality.CodeFixes.Tests.Harness;
using Reality.Generators.Rules.Tests.Harness;

namespace Reality.CodeFixes.Tests;

/// <summary>The pages of the rules tell what fixes there are.</summary>
public sealed partial class DocumentationTests
{
    [Fact]
    public void A_page_names_a_fix_exactly_if_its_rule_has_one()
    {
        var fixable = FixCatalog.Providers.SelectMany(static provider => provider.FixableDiagnosticIds).ToHashSet(StringComparer.Ordinal);
        Assert.Subset(RuleCatalog.Descriptors.Select(static rule => rule.Id).ToHashSet(StringComparer.Ordinal), fixable);
        foreach (var rule in RuleCatalog.Descriptors)
        {
            var page = File.ReadAllText(Path.Combine(Root(), rule.HelpLinkUri));
            Assert.True(FixLine().IsMatch(page) == fixable.Contains(rule.Id), $"{rule.Id}: a line 'Fix: ...' stands behind the severity exactly where there is a fix.");
        }
    }

    [GeneratedRegex(@"\A# [^\n]+\n\nSeverity: \w+\n\nFix: [^\n]+\n\n## ")]
    private static partial Regex FixLine();

    private static string Root([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", ".."));
}
