using Microsoft.Extensions.Logging;

namespace Reality.Server.Mesh;

internal static partial class MeshLog
{
    [LoggerMessage(201, LogLevel.Warning, "The peer {Peer} does not answer. It is tried again with growing pauses; answers stay right without it.")]
    public static partial void PeerLost(this ILogger logger, string peer, Exception exception);

    [LoggerMessage(202, LogLevel.Information, "The peer {Peer} answers again.")]
    public static partial void PeerFound(this ILogger logger, string peer);

    [LoggerMessage(203, LogLevel.Warning, "What answers at {Peer} is no server of this mesh: {Reason}")]
    public static partial void PeerNotTrusted(this ILogger logger, string peer, string reason);

    [LoggerMessage(204, LogLevel.Warning, "Refused {Count} mesh messages since the last such line. The last one: {Reason}")]
    public static partial void MessagesRefused(this ILogger logger, long count, string reason);

    [LoggerMessage(205, LogLevel.Error, "A round of mesh messages failed.")]
    public static partial void RoundFailed(this ILogger logger, Exception exception);

    [LoggerMessage(206, LogLevel.Warning, "The mesh secret has {Length} characters; who hears a message could guess it. 32 random ones are right.")]
    public static partial void WeakSecret(this ILogger logger, int length);

    [LoggerMessage(207, LogLevel.Warning, "UseMesh was called without a secret: POST /reality/mesh is not mapped, and nothing is sent to peers.")]
    public static partial void NoSecret(this ILogger logger);
}
