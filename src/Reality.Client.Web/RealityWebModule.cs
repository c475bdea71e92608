using System.Security.Cryptography;

namespace Reality.Client.Web;

/// <summary>One ES module, ready to be served.</summary>
public sealed class RealityWebModule
{
    private readonly byte[] _bytes;

    private RealityWebModule(byte[] bytes)
    {
        _bytes = bytes;
        ETag = $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 16))}\"";
    }

    /// <summary>The module in UTF-8; its media type is <c>text/javascript</c>.</summary>
    public ReadOnlyMemory<byte> Script => _bytes;

    /// <summary>A strong entity tag, with its quotes: it changes exactly when the module does.</summary>
    public string ETag { get; }

    internal static RealityWebModule Read(string resourceName)
    {
        using var resource = typeof(RealityWebModule).Assembly.GetManifestResourceStream(resourceName)!;
        var bytes = new byte[resource.Length];
        resource.ReadExactly(bytes);
        return new RealityWebModule(bytes);
    }
}
