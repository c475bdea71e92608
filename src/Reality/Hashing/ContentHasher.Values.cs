using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Reality;

/// <content>The values, in their representation: integers little-endian, a Guid as its text reads.</content>
public sealed partial class ContentHasher
{
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

    /// <summary>Adds the number of UTF-16 code units and the units themselves, or the mark of null.</summary>
    public void Add(string? value)
    {
        if (value is null)
        {
            Add(false);
        }
        else
        {
            AppendText(value);
        }
    }

    /// <summary>Adds the text as <see cref="Uri.OriginalString"/>, or the mark of null.</summary>
    public void Add(Uri? value) => Add(value?.OriginalString);

    /// <summary>Adds the text of the version, or the mark of null.</summary>
    public void Add(Version? value) => AddText(value!);

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

    /// <summary>Adds the bytes of the element's raw text, or the mark of null for the default value, which is no element.</summary>
    public void Add(JsonElement value)
    {
        if (AddPresence(value.ValueKind != JsonValueKind.Undefined))
        {
            Add(JsonMarshal.GetRawUtf8Value(value));
        }
    }

    /// <summary>
    /// Adds a value of a type whose text is its identity, such as a strongly-typed id, in the invariant culture; or the mark of null. The
    /// same as adding the text itself.
    /// </summary>
    public void AddText<T>(T value)
        where T : ISpanFormattable
    {
        // The type is asked first, since a value type would be boxed for the comparison where the compiler does not optimize.
        if (!typeof(T).IsValueType && value is null)
        {
            Add(false);
            return;
        }

        Span<char> text = stackalloc char[128];
        if (value.TryFormat(text, out var written, default, CultureInfo.InvariantCulture))
        {
            AppendText(text[..written]);
        }
        else
        {
            AppendText(value.ToString(null, CultureInfo.InvariantCulture));
        }
    }

    private void AppendText(scoped ReadOnlySpan<char> text)
    {
        var units = MemoryMarshal.AsBytes(text);
        var destination = Reserve(checked(1 + sizeof(int) + units.Length));
        destination[0] = 1;
        BinaryPrimitives.WriteInt32LittleEndian(destination[1..], text.Length);
        units.CopyTo(destination[(1 + sizeof(int))..]);
    }
}
