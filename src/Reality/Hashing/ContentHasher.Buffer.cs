using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.IO.Hashing;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace Reality;

/// <content>Where the representation is collected, and what becomes of it.</content>
public sealed partial class ContentHasher
{
    /// <summary>The length of a hash's text without its shape: 128 bits as base64url.</summary>
    internal const int TextLength = 22;

    private const int MacLength = 16;

    /// <summary>The greatest buffer that a hasher keeps for its next walk; greater ones are rented.</summary>
    private const int KeptLength = 64 * 1024;

    /// <summary>Free hashers of this thread: a walk runs on one thread, and one that computes a hash inside needs a second.</summary>
    [ThreadStatic]
    private static ContentHasher? _free;

    private byte[] _own = new byte[1024];
    private byte[] _buffer;
    private int _length;
    private HashSecret? _secret;
    private ContentHasher? _nextFree;

    private ContentHasher() => _buffer = _own;

    /// <summary>What was collected.</summary>
    internal ReadOnlySpan<byte> Content => _buffer.AsSpan(0, _length);

    private HashSecret Secret => _secret ?? throw new InvalidOperationException("A content hasher was used after its walk had ended.");

    /// <summary>An empty hasher, to be given back with <see cref="Return"/> on the same thread.</summary>
    internal static ContentHasher Rent(HashSecret secret)
    {
        var hasher = _free ?? new ContentHasher();
        _free = hasher._nextFree;
        hasher._nextFree = null;
        hasher._secret = secret;
        hasher._length = 0;
        hasher._depth = 0;
        return hasher;
    }

    internal void Return()
    {
        ReturnRented();
        _buffer = _own;

        // Full, so that a walk that kept the hasher ends up in Grow, which finds no secret.
        _length = _buffer.Length;
        _secret = null;
        _nextFree = _free;
        _free = this;
    }

    /// <summary>Writes the hash of what was collected, <see cref="TextLength"/> characters.</summary>
    internal void Finish(Span<char> text)
    {
        Span<byte> content = stackalloc byte[MacLength];
        BinaryPrimitives.WriteUInt128BigEndian(content, TakeHash(0));
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(Secret.MacKey, content, mac);
        Base64Url.EncodeToChars(mac[..MacLength], text);
    }

    /// <summary>Hashes what was collected since a place, and goes back to it.</summary>
    private UInt128 TakeHash(int start)
    {
        var hash = XxHash128.HashToUInt128(_buffer.AsSpan(start, _length - start), Secret.Seed);
        _length = start;
        return hash;
    }

    private void Append(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Reserve(bytes.Length));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Span<byte> Reserve(int count)
    {
        var start = _length;
        if (_buffer.Length - start < count)
        {
            Grow(count);
        }

        _length = start + count;
        return _buffer.AsSpan(start, count);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(int count)
    {
        _ = Secret;
        var needed = (long)_length + count;
        if (needed > Array.MaxLength)
        {
            throw new InvalidOperationException($"The value's content is longer than {Array.MaxLength} bytes and cannot be hashed.");
        }

        var wanted = (int)Math.Min(Array.MaxLength, Math.Max(needed, _length * 2L));
        var larger = wanted <= KeptLength ? _own = new byte[wanted] : ArrayPool<byte>.Shared.Rent(wanted);
        _buffer.AsSpan(0, _length).CopyTo(larger);
        ReturnRented();
        _buffer = larger;
    }

    private void ReturnRented()
    {
        // What is not rented is no longer than what is kept.
        if (_buffer.Length > KeptLength)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
        }
    }
}
