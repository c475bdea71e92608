using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.IO.Hashing;
using System.Text;

namespace Reality.Server.Events;

/// <summary>
/// What a stream has told, as text that the client gives back to go on from there: which keys were asked, of which epoch, and the version
/// told of each. The server keeps nothing. What cannot be read, or belongs to other keys, counts as nothing told: then all is told again.
/// </summary>
internal static class EventId
{
    /// <summary>More than any of this server's can be, for as many keys as a stream may have.</summary>
    public const int MaxLength = 8 * 1024;

    private const byte Form = 1;
    private const int MaxEpochBytes = 512;

    public static string Format(IReadOnlyList<string> keys, string epoch, ReadOnlySpan<long> told)
    {
        // Versions begin at a number that is large and the same for all: what is written is how far each is from the smallest.
        var least = Least(told);
        var bytes = new ArrayBufferWriter<byte>(64 + (told.Length * 2));
        bytes.Write([Form]);
        bytes.Write(Tag(keys));
        WriteNumber(bytes, Encoding.UTF8.GetByteCount(epoch));
        Encoding.UTF8.GetBytes(epoch, bytes);
        WriteNumber(bytes, least);
        foreach (var version in told)
            WriteNumber(bytes, version == 0 ? 0 : version - least + 1);

        return Base64Url.EncodeToString(bytes.WrittenSpan);
    }

    /// <param name="text">What the client gave.</param>
    /// <param name="keys">The keys that it asks for now.</param>
    /// <param name="told">Set to the version told of each key, 0 for none; as it was where the text is not understood.</param>
    /// <param name="epoch">The epoch of these versions.</param>
    public static bool TryParse(string? text, IReadOnlyList<string> keys, Span<long> told, [NotNullWhen(true)] out string? epoch)
    {
        epoch = null;
        if (text is not { Length: > 0 and <= MaxLength } || !Base64Url.IsValid(text))
            return false;

        ReadOnlySpan<byte> bytes = Base64Url.DecodeFromChars(text);
        if (bytes.Length < 5 || bytes[0] != Form || !bytes[1..5].SequenceEqual(Tag(keys)))
            return false;

        bytes = bytes[5..];
        if (!TryReadNumber(ref bytes, out var length) || length > MaxEpochBytes || length > bytes.Length)
            return false;

        var name = Encoding.UTF8.GetString(bytes[..(int)length]);
        bytes = bytes[(int)length..];
        var versions = new long[told.Length];
        if (!TryReadNumber(ref bytes, out var least) || !TryReadVersions(ref bytes, least, versions) || !bytes.IsEmpty)
            return false;

        versions.CopyTo(told);
        epoch = name;
        return true;
    }

    private static bool TryReadVersions(ref ReadOnlySpan<byte> bytes, long least, Span<long> versions)
    {
        foreach (ref var version in versions)
        {
            if (!TryReadNumber(ref bytes, out var above))
                return false;

            version = above == 0 ? 0 : least + above - 1;
            if (version is < 0 or > Sync.SyncReader.MaxInteger)
                return false;
        }

        return true;
    }

    private static long Least(ReadOnlySpan<long> told)
    {
        var least = long.MaxValue;
        foreach (var version in told)
        {
            if (version > 0)
                least = Math.Min(least, version);
        }

        return least == long.MaxValue ? 0 : least;
    }

    // Says whether the versions are of these keys in this order. It protects from mistakes; a client may claim to know what it likes.
    private static byte[] Tag(IReadOnlyList<string> keys)
    {
        var hash = new XxHash32();
        foreach (var key in keys)
        {
            hash.Append(Encoding.UTF8.GetBytes(key));
            hash.Append([0]);
        }

        return hash.GetCurrentHash();
    }

    private static void WriteNumber(ArrayBufferWriter<byte> bytes, long number)
    {
        for (; number > 0x7F; number >>= 7)
            bytes.Write([(byte)(number | 0x80)]);

        bytes.Write([(byte)number]);
    }

    private static bool TryReadNumber(ref ReadOnlySpan<byte> bytes, out long number)
    {
        number = 0;
        for (var shift = 0; shift <= 49 && !bytes.IsEmpty; shift += 7)
        {
            var next = bytes[0];
            bytes = bytes[1..];
            number |= (long)(next & 0x7F) << shift;
            if (next < 0x80)
                return true;
        }

        return false;
    }
}
