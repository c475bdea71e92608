namespace Reality.Generators.Rules;

/// <summary>The names under which a diagnostic hands its fix what the fix needs.</summary>
internal static class FixProperties
{
    /// <summary>The text that belongs where the diagnostic stands.</summary>
    public const string Replacement = nameof(Replacement);

    /// <summary>The templates to add as <c>[RealityInvalidates]</c>, separated by line breaks.</summary>
    public const string Templates = nameof(Templates);

    /// <summary>The name of the contract to call.</summary>
    public const string Contract = nameof(Contract);

    /// <summary>The payload's type, as it stands in code.</summary>
    public const string Payload = nameof(Payload);
}
