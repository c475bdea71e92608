namespace Reality.Server.Weaving;

/// <summary>
/// One woven call, or the scope around several, on an ambient connection. A call may run only directly inside the innermost frame: that
/// is how a nested call is told from a concurrent one.
/// </summary>
/// <param name="connection">The connection that the calls share.</param>
/// <param name="parent">The frame that the call stands in; <see langword="null"/> for the scope itself.</param>
/// <param name="operation">The name of the method, for messages.</param>
internal sealed class AmbientFrame(AmbientConnection connection, AmbientFrame? parent, string operation)
{
    public AmbientConnection Connection { get; } = connection;

    public AmbientFrame? Parent { get; } = parent;

    public string Operation { get; } = operation;

    /// <summary>Whether the call returned. A frame stays the innermost until the calls inside it, awaited or not, have returned too.</summary>
    public bool HasLeft { get; set; }
}
