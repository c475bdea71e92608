namespace Reality.Server.Mesh;

/// <summary>Carries one message to a peer and its answer back.</summary>
internal interface IMeshLink
{
    /// <exception cref="MeshTrustException">Something answered that does not know the secret.</exception>
    /// <exception cref="Exception">The peer did not answer.</exception>
    Task<MeshMessage> ExchangeAsync(Uri peer, MeshMessage message, CancellationToken cancellationToken);
}

/// <summary>Something answered without a valid signature: it is no server of this mesh.</summary>
internal sealed class MeshTrustException(string message) : Exception(message);
