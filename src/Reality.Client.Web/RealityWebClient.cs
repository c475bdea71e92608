using System.Security.Cryptography;

namespace Reality.Client.Web;

/// <summary>The sync engine for browsers as one ES module, ready to be served.</summary>
public static class RealityWebClient
{
    private static readonly byte[] Bytes = Read();

    /// <summary>The module in UTF-8; its media type is <c>text/javascript</c>.</summary>
    public static ReadOnlyMemory<byte> Script => Bytes;

    /// <summary>A strong entity tag of the module, with its quotes: it changes exactly when the module does.</summary>
    public static string ETag { get; } = $"\"{Convert.ToHexStringLower(SHA256.HashData(Bytes).AsSpan(0, 16))}\"";

    private static byte[] Read()
    {
        using var resource = typeof(RealityWebClient).Assembly.GetManifestResourceStream("client.js")
            ?? throw new InvalidOperationException("The assembly does not hold client.js; it was not built from its project.");
        var bytes = new byte[resource.Length];
        resource.ReadExactly(bytes);
        return bytes;
    }
}
