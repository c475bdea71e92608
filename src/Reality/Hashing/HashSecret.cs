using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Reality;

/// <summary>
/// The secret that content hashes are keyed with, so that nobody can craft an edit that hashes to the same value. Random, made once and
/// kept in the storage; all servers over one storage share it.
/// </summary>
public sealed class HashSecret
{
    /// <summary>The secret's length in bytes: 8 that seed XxHash128, 32 that key HMAC-SHA-256.</summary>
    public const int Length = 40;

    private readonly byte[] _macKey;

    /// <summary>Takes a secret from the storage.</summary>
    /// <param name="secret"><see cref="Length"/> bytes.</param>
    /// <exception cref="ArgumentException">The secret has another length.</exception>
    public HashSecret(ReadOnlySpan<byte> secret)
    {
        if (secret.Length != Length)
        {
            throw new ArgumentException($"A hash secret has {Length} bytes; this one has {secret.Length}.", nameof(secret));
        }

        Seed = BinaryPrimitives.ReadInt64LittleEndian(secret);
        _macKey = secret[8..].ToArray();
    }

    internal long Seed { get; }

    internal ReadOnlySpan<byte> MacKey => _macKey;

    /// <summary>Makes a new secret.</summary>
    public static byte[] Create() => RandomNumberGenerator.GetBytes(Length);
}
