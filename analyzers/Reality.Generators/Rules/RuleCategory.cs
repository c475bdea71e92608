namespace Reality.Generators.Rules;

/// <summary>The groups of rules, one for each thousand of ids.</summary>
internal static class RuleCategory
{
    public const string Keys = "Reality.Keys";
    public const string Weaving = "Reality.Weaving";
    public const string Access = "Reality.Access";
    public const string Staleness = "Reality.Staleness";
}
