using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace Reality;

/// <summary>
/// Collects a payload's representation, member by member, and hashes it. Generated code is its caller; hand-written walks may use it
/// through <see cref="ContentHash{T}"/>. Every value is self-delimiting: fixed length, or length first; nothing that may be null goes
/// without a mark.
/// </summary>
public sealed class ContentHasher : IDisposable
{
    private const int MaxDepth = 64;
    private const int MacLength = 16;

    private readonly HashSecret _secret;
    private byte[] _buffer;
    private int _length;
    private int _depth;

    internal ContentHasher(HashSecret secret)
    {
        _secret = secret;
        _buffer = ArrayPool<byte>.Shared.Rent(1024);
    }

    /// <summary>Marks a value that may be null.</summary>
    /// <returns>Whether there is a value to add.</returns>
    public bool AddPresence(bool present)
    {
        Reserve(1)[0] = present ? (byte)1 : (byte)0;
        return present;
    }

    /// <summary>Adds the number of elements that follow.</summary>
    public void AddCount(int count) => Add(count);

    /// <summary>Adds a value.</summary>
    public void Add(bool value) => Reserve(1)[0] = value ? (byte)1 : (byte)0;

    /// <inheritdoc cref="Add(bool)"/>
    public void Add(byte value) => Reserve(1)[0] = value;

    /// <inheritdoc cref="Add(bool)"/>
    public void Add(sbyte value) => Reserve(1)[0] = (byte)value;

    /// <inheritdoc cref="Add(bool)"/>
    public void Add(short value) => BinaryPrimitives.WriteInt16LittleEndian(Reserve(2), value);

    /// <inheritdoc cref="Add(bool)"/>
    public void Add(ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(Reserve(2), value);

    /// <inheritdoc cref="Add(bool)"/>
    public void Add(char value) => BinaryPrimitives.WriteUInt16LittleEndian(Reserve(2), value);

    /// <inheritdoc cref="Add(bool)"/>
    public void Add(int value) => BinaryPrimitives.WriteInt32LittleEndian(Reserve(4), value);

    /// <inheritdoc cref="Add(bool)"/>
    public void Add(uint value) => BinaryPrimitives.WriteUInt32LittleEndian(Reserve(4), value);

    /// <inheritdoc cref="Add(bool)"/>
    public void Add(long value) => BinaryPrimitives.WriteInt64LittleEndian(Reserve(8), value);

    /// <inheritdoc cref="Add(bool)"/>
    public void Add(ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(Reserve(8), value);

    /// <inheritdoc cref="Add(bool)"/>
    public void Add(Int128 value) => BinaryPrimitives.WriteInt128LittleEndian(Reserve(16), value);

    /// <inheritdoc cref="Add(bool)"/>
    public void Add(UInt128 value) => BinaryPrimitives.WriteUInt128LittleEndian(Reserve(16), value);

    /// <summary>Adds the value's bits; all NaNs are one.</summary>
    public void Add(Half value) => BinaryPrimitives.WriteHalfLittleEndian(Reserve(2), Half.IsNaN(value) ? Half.NaN : value);

    /// <inheritdoc cref="Add(Half)"/>
    public void Add(float value) => BinaryPrimitives.WriteSingleLittleEndian(Reserve(4), float.IsNaN(value) ? float.NaN : value);

    /// <inheritdoc cref="Add(Half)"/>
    public void Add(double value) => BinaryPrimitives.WriteDoubleLittleEndian(Reserve(8), double.IsNaN(value) ? double.NaN : value);

    /// <summary>Adds the decimal's bits: 1.0 and 1.00 differ, as their JSON does.</summary>
    public void Add(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        foreach (var part in bits)
        {
            Add(part);
        }
    }

    /// <inheritdoc cref="Add(bool)"/>
    public void Add(Guid value) => value.TryWriteBytes(Reserve(16), bigEndian: true, out _);

    /// <summary>Adds ticks and kind.</summary>
    public void Add(DateTime value)
    {
        Add(value.Ticks);
        Add((byte)value.Kind);
    }

    /// <summary>Adds ticks and the offset's ticks.</summary>
    public void Add(DateTimeOffset value)
    {
        Add(value.Ticks);
        Add(value.Offset.Ticks);
    }

    /// <summary>Adds the ticks.</summary>
    public void Add(TimeSpan value) => Add(value.Ticks);

    /// <summary>Adds the day number.</summary>
    public void Add(DateOnly value) => Add(value.DayNumber);

    /// <summary>Adds the ticks.</summary>
    public void Add(TimeOnly value) => Add(value.Ticks);

    /// <summary>Adds the code units, or the mark of null.</summary>
    public void Add(string? value)
    {
        if (AddPresence(value is not null))
        {
            Add(value!.Length);
            Append(MemoryMarshal.AsBytes(value.AsSpan()));
        }
    }

    /// <summary>Adds the text as <see cref="Uri.OriginalString"/>, or the mark of null.</summary>
    public void Add(Uri? value) => Add(value?.OriginalString);

    /// <summary>Adds the text of the version, or the mark of null.</summary>
    public void Add(Version? value) => Add(value?.ToString());

    /// <summary>Adds the bytes, or the mark of null.</summary>
    public void Add(byte[]? value)
    {
        if (AddPresence(value is not null))
        {
            Add(value!.AsSpan());
        }
    }

    /// <summary>Adds the bytes.</summary>
    public void Add(ReadOnlySpan<byte> value)
    {
        Add(value.Length);
        Append(value);
    }

    /// <summary>Adds the element's raw text.</summary>
    public void Add(JsonElement value) => Add(value.ValueKind == JsonValueKind.Undefined ? null : value.GetRawText());

    /// <summary>Adds a value of a type whose text is its identity, such as a strongly-typed id, in the invariant culture.</summary>
    public void AddText<T>(T value)
        where T : ISpanFormattable => Add(value?.ToString(null, System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>Goes one level down in a recursive type.</summary>
    /// <exception cref="InvalidOperationException">The value is nested deeper than 64 levels, or has a cycle.</exception>
    public void Enter(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        if (++_depth > MaxDepth)
        {
            throw new InvalidOperationException($"A {type} is nested deeper than {MaxDepth} levels (or holds itself) and cannot be hashed.");
        }
    }

    /// <summary>Comes back up.</summary>
    public void Leave() => _depth--;

    /// <summary>Makes sure that a value is exactly of its declared type: members of a derived type would not be seen.</summary>
    /// <exception cref="InvalidOperationException">The run-time type is another; the message names both.</exception>
    public static void Expect(object value, Type declared)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (value.GetType() != declared)
        {
            throw new InvalidOperationException(
                $"A value declared as {declared} is a {value.GetType()} at run time, and its content hash would miss members. List it with [JsonDerivedType] on {declared}, or return the declared type.");
        }
    }

    /// <summary>Begins a collection whose order means nothing: a set or a dictionary.</summary>
    public UnorderedScope BeginUnordered(int count)
    {
        AddCount(count);
        return new UnorderedScope(this, _length);
    }

    /// <summary>Returns the buffer.</summary>
    public void Dispose()
    {
        var buffer = Interlocked.Exchange(ref _buffer, []);
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    internal string Finish(string shape)
    {
        Span<byte> content = stackalloc byte[MacLength];
        BinaryPrimitives.WriteUInt128BigEndian(content, XxHash128.HashToUInt128(_buffer.AsSpan(0, _length), _secret.Seed));
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_secret.MacKey, content, mac);
        return string.Concat(Base64Url.EncodeToString(mac[..MacLength]), ".", shape);
    }

    private void Append(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Reserve(bytes.Length));

    private Span<byte> Reserve(int count)
    {
        if (_buffer.Length - _length < count)
        {
            Grow(count);
        }

        var span = _buffer.AsSpan(_length, count);
        _length += count;
        return span;
    }

    private void Grow(int count)
    {
        var larger = ArrayPool<byte>.Shared.Rent(checked(Math.Max(_length + count, _length * 2)));
        _buffer.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }

    /// <summary>A collection whose order means nothing: each element is hashed on its own and the hashes are added up.</summary>
    public ref struct UnorderedScope
    {
        private readonly ContentHasher _hasher;
        private readonly int _start;
        private UInt128 _sum;

        internal UnorderedScope(ContentHasher hasher, int start)
        {
            _hasher = hasher;
            _start = start;
        }

        /// <summary>Ends one element: call it after adding the element.</summary>
        public void EndElement()
        {
            _sum = unchecked(_sum + XxHash128.HashToUInt128(_hasher._buffer.AsSpan(_start, _hasher._length - _start), _hasher._secret.Seed));
            _hasher._length = _start;
        }

        /// <summary>Ends the collection.</summary>
        public readonly void End() => _hasher.Add(_sum);
    }
}
