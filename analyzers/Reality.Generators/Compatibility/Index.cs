namespace System;

/// <summary>What the compiler asks for to allow list patterns; netstandard2.0 has none.</summary>
internal readonly struct Index(int value, bool fromEnd = false) : IEquatable<Index>
{
    private readonly int _value = value;
    private readonly bool _fromEnd = fromEnd;

    public int GetOffset(int length) => _fromEnd ? length - _value : _value;

    public bool Equals(Index other) => _value == other._value && _fromEnd == other._fromEnd;

    public override bool Equals(object? obj) => obj is Index other && Equals(other);

    public override int GetHashCode() => _fromEnd ? ~_value : _value;

    public static implicit operator Index(int value) => new(value);
}
