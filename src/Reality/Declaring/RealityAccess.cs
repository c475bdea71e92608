namespace Reality;

/// <summary>Who may read a key.</summary>
public enum RealityAccess
{
    /// <summary>Nobody: a key without a rule is refused to everyone.</summary>
    None,

    /// <summary>Everyone, signed in or not.</summary>
    Public,

    /// <summary>Every signed-in user.</summary>
    Authenticated,

    /// <summary>The user whose id the owner placeholder holds, compared ordinally in the key's text form.</summary>
    Owner,
}
