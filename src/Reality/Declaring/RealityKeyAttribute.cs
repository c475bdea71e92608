namespace Reality;

/// <summary>Declares that a method reads the data behind a key, and who may read it.</summary>
/// <param name="template">
/// The key template, <c>domain:resource:id[:subresource]</c> with placeholders as <c>&lt;name&gt;</c>, such as <c>chat:room:&lt;roomId&gt;</c>.
/// </param>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class RealityKeyAttribute(string template) : Attribute
{
    /// <summary>The key template.</summary>
    public string Template { get; } = template;

    /// <summary>Who may read the key. Without this and without <see cref="Policy"/> nobody may.</summary>
    public RealityAccess Access { get; set; }

    /// <summary>
    /// The name of an ASP.NET Core authorization policy that decides who may read the key; its resource is the key struct.
    /// Where <see cref="Access"/> is set too, both must allow it.
    /// </summary>
    public string? Policy { get; set; }

    /// <summary>The placeholder that names the owner, for <see cref="RealityAccess.Owner"/>. <c>userId</c> unless set.</summary>
    public string Owner { get; set; } = "userId";

    /// <summary>
    /// The route at which the server serves the payload, such as <c>/api/rooms/{roomId}/messages</c>; its parameters are the
    /// template's placeholders. None unless set.
    /// </summary>
    public string? Route { get; set; }

    /// <summary>What a write stores as the key's hash. <see cref="RealityHash.Content"/> unless set.</summary>
    public RealityHash Hash { get; set; }

    /// <summary>The name of the accessor under <c>Keys.Domain</c>, where the one derived from the template does not fit.</summary>
    public string? Name { get; set; }
}
