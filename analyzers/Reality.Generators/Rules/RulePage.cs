namespace Reality.Generators.Rules;

/// <summary>Where a rule is explained.</summary>
internal static class RulePage
{
    private const string Folder = "docs/rules/";

    /// <summary>The page of a rule.</summary>
    public static string Of(string id) => Folder + id + ".md";
}
