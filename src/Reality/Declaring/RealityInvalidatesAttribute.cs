namespace Reality;

/// <summary>
/// Declares that a method writes data behind a key. The generated contract bumps the key's version in the transaction of the write.
/// </summary>
/// <param name="template">
/// The template of the key. Its placeholders bind to parameters by name, to a member (<c>&lt;message.RoomId&gt;</c>), to the
/// result (<c>&lt;result.RoomId&gt;</c>), or to a collection, which gives one key for each element. Or its family: <c>chat:room:*</c>,
/// with <c>*</c> in place of each placeholder, for all keys of the template.
/// </param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class RealityInvalidatesAttribute(string template) : Attribute
{
    /// <summary>The template of the key.</summary>
    public string Template { get; } = template;
}
