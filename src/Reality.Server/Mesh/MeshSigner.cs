using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Reality.Server.Mesh;

/// <summary>
/// Signs with the mesh secret: HMAC-SHA-256 of <c>reality-mesh-1</c>, what is signed, path, timestamp and nonce, each ended by a line feed,
/// and then the body. An answer is signed with the nonce of its request, so that it answers that one alone, and under another name, so
/// that no request can be sent back as an answer.
/// </summary>
internal sealed class MeshSigner(string secret, TimeProvider time)
{
    public const string TimestampHeader = "Reality-Mesh-Timestamp";
    public const string NonceHeader = "Reality-Mesh-Nonce";
    public const string SignatureHeader = "Reality-Mesh-Signature";

    private const string Version = "reality-mesh-1";
    private const string RequestName = "POST";
    private const string AnswerName = "answer";
    private const int SignatureLength = HMACSHA256.HashSizeInBytes * 2;

    private readonly byte[] _key = Encoding.UTF8.GetBytes(secret);

    public string Timestamp() => time.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    public string SignRequest(string path, string timestamp, string nonce, ReadOnlySpan<byte> body) =>
        Convert.ToHexStringLower(Hash(RequestName, path, timestamp, nonce, body));

    public string SignAnswer(string path, string timestamp, string nonce, ReadOnlySpan<byte> body) =>
        Convert.ToHexStringLower(Hash(AnswerName, path, timestamp, nonce, body));

    public bool IsRequest(string path, string timestamp, string nonce, ReadOnlySpan<byte> body, string signature) =>
        IsEqual(Hash(RequestName, path, timestamp, nonce, body), signature);

    public bool IsAnswer(string path, string timestamp, string nonce, ReadOnlySpan<byte> body, string signature) =>
        IsEqual(Hash(AnswerName, path, timestamp, nonce, body), signature);

    // Every part but the body is free of line feeds, and the body is last: no two messages give the same bytes.
    private byte[] Hash(string name, string path, string timestamp, string nonce, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key);
        hash.AppendData(Encoding.UTF8.GetBytes($"{Version}\n{name}\n{path}\n{timestamp}\n{nonce}\n"));
        hash.AppendData(body);
        return hash.GetHashAndReset();
    }

    private static bool IsEqual(byte[] expected, string signature)
    {
        if (signature.Length != SignatureLength)
            return false;

        Span<byte> given = stackalloc byte[HMACSHA256.HashSizeInBytes];
        return Convert.FromHexString(signature, given, out _, out _) == System.Buffers.OperationStatus.Done
            && CryptographicOperations.FixedTimeEquals(expected, given);
    }
}
