namespace Reality.Generators.Rules;

/// <summary>The names under which a diagnostic hands its fix what the fix needs.</summary>
internal static class FixProperties
{
    /// <summary>The text that belongs where the diagnostic stands.</summary>
    public const string Replacement = nameof(Replacement);

    /// <summary>The templates to add as <c>[RealityInvalidates]</c>, separated by line breaks.</summary>
    public const string Templates = nameof(Templates);
}
