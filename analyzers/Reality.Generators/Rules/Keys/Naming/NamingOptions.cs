using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.Diagnostics;
using Reality.Generators.Rules.Declarations;

namespace Reality.Generators.Rules.Keys.Naming;

/// <summary>A value or name in <c>.editorconfig</c> that says nothing.</summary>
/// <param name="Option">The option.</param>
/// <param name="Problem">What is wrong, and what to write.</param>
internal sealed record OptionProblem(string Option, string Problem);

/// <summary>How a project names its keys, as <c>.editorconfig</c> says for a file.</summary>
internal sealed class NamingOptions
{
    public const string DomainsOption = "reality.key_domains";
    public const string PatternOption = "reality.key_segment_pattern";

    private const string Prefix = "reality.";

    // What is compared are words of a template; a pattern that takes longer is a wrong one.
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(100);

    private readonly Regex? _pattern;

    private NamingOptions(AnalyzerConfigOptions options)
    {
        var problems = new List<OptionProblem>();
        Domains = DomainsOf(options, problems);
        (Separator, PatternText, _pattern) = PatternOf(options, problems);
        foreach (var name in options.Keys.Where(static name => name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)))
        {
            if (!IsKnown(name))
            {
                var nearest = NearestName.Of(name, [DomainsOption, PatternOption]);
                problems.Add(new(name, $"is no option. {(nearest is null ? $"There are '{DomainsOption}' and '{PatternOption}'." : $"Did you mean '{nearest}'?")}"));
            }
        }

        Problems = problems;
    }

    /// <summary>The domains that are allowed; empty where all are.</summary>
    public IReadOnlyList<string> Domains { get; }

    /// <summary>What joins the parts of a word, where that is all that is asked for: <c>-</c> or <c>_</c>.</summary>
    public char? Separator { get; }

    /// <summary>The pattern as written.</summary>
    public string PatternText { get; }

    public IReadOnlyList<OptionProblem> Problems { get; }

    public static NamingOptions Of(AnalyzerConfigOptions options) => new(options);

    /// <summary>Whether a word is named as agreed.</summary>
    public bool Allows(string word)
    {
        try
        {
            return _pattern?.IsMatch(word) ?? true;
        }
        catch (RegexMatchTimeoutException)
        {
            return true;
        }
    }

    private static bool IsKnown(string name) =>
        string.Equals(name, DomainsOption, StringComparison.OrdinalIgnoreCase) || string.Equals(name, PatternOption, StringComparison.OrdinalIgnoreCase);

    private static IReadOnlyList<string> DomainsOf(AnalyzerConfigOptions options, List<OptionProblem> problems)
    {
        if (!options.TryGetValue(DomainsOption, out var text) || text.Trim().Length == 0)
        {
            return [];
        }

        var domains = text.Split(',').Select(static domain => domain.Trim()).ToList();
        if (domains.Find(static domain => !IsDomain(domain)) is { } wrong)
        {
            problems.Add(new(DomainsOption, $"holds '{wrong}', which is no domain. Write lower-case words joined by commas, such as 'chat, user'."));
        }

        return [.. domains.Where(IsDomain)];
    }

    private static bool IsDomain(string domain) =>
        domain.Length > 0 && domain.All(static c => c is >= 'a' and <= 'z' or >= '0' and <= '9' or '.' or '_' or '-');

    private static (char? Separator, string Text, Regex? Pattern) PatternOf(AnalyzerConfigOptions options, List<OptionProblem> problems)
    {
        if (!options.TryGetValue(PatternOption, out var text) || text.Trim().Length == 0)
        {
            return (null, string.Empty, null);
        }

        text = text.Trim();
        var (separator, pattern) = text switch
        {
            "kebab" => ('-', "[a-z0-9]+(-[a-z0-9]+)*"),
            "snake" => ('_', "[a-z0-9]+(_[a-z0-9]+)*"),
            _ => ((char?)null, text),
        };
        try
        {
            return (separator, text, new($"^(?:{pattern})$", RegexOptions.CultureInvariant, Longest));
        }
        catch (ArgumentException error)
        {
            problems.Add(new(PatternOption, $"is '{text}', which is no regular expression ({error.Message.TrimEnd('.')}). Write one for a whole word, or 'kebab' or 'snake'."));
            return (null, string.Empty, null);
        }
    }
}
