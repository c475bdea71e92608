using System.Buffers;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using Reality.Grammar;

namespace Reality;

/// <summary>Collects a key's text for <see cref="KeyText.Create"/>. The compiler is its caller.</summary>
[InterpolatedStringHandler]
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct KeyTextInterpolatedStringHandler
{
    private static readonly SearchValues<char> LiteralCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-:");

    private KeyTextBuffer _text;
    private int _length;
    private bool _afterHole;

    /// <summary>Begins a key.</summary>
    public KeyTextInterpolatedStringHandler(int literalLength, int formattedCount)
    {
        _ = literalLength;
        _ = formattedCount;
    }

    /// <summary>Adds a literal part of the template.</summary>
    /// <exception cref="ArgumentException">
    /// The part follows a hole and does not begin with a colon, it has a character that words do not have, or the key becomes too long.
    /// </exception>
    public void AppendLiteral(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (_afterHole && !value.StartsWith(':'))
        {
            throw new ArgumentException($"'{value}' follows a placeholder in its segment. A placeholder is a whole segment: separate them by ':'.", nameof(value));
        }

        if (value.AsSpan().ContainsAnyExcept(LiteralCharacters))
        {
            throw new ArgumentException($"{KeyTextForm.Show(value)} has a character that a key's words do not have. They have A-Z, a-z, 0-9, '.', '_' and '-'.", nameof(value));
        }

        _afterHole = false;
        value.CopyTo(Reserve(value.Length, nameof(value), value));
    }

    /// <summary>Adds a value, escaped.</summary>
    /// <exception cref="ArgumentException">The value has no text form, or the key becomes too long.</exception>
    public void AppendFormatted(string? value, [CallerArgumentExpression(nameof(value))] string placeholder = "")
    {
        if (value is null)
        {
            throw new ArgumentNullException(placeholder, $"The key placeholder '{placeholder}' is null.");
        }

        Append(value, placeholder);
    }

    /// <inheritdoc cref="AppendFormatted(string, string)"/>
    public void AppendFormatted(bool value, [CallerArgumentExpression(nameof(value))] string placeholder = "") =>
        Append(value ? "true" : "false", placeholder);

    /// <summary>Adds a value in its invariant text form (dates as <c>yyyy-MM-dd</c>, enums by name), escaped.</summary>
    /// <exception cref="ArgumentException">The value has no text form, or the key becomes too long.</exception>
    public void AppendFormatted<T>(T value, [CallerArgumentExpression(nameof(value))] string placeholder = "")
        where T : ISpanFormattable
    {
        if (!typeof(T).IsValueType && value is null)
        {
            throw new ArgumentNullException(placeholder, $"The key placeholder '{placeholder}' is null.");
        }

        Span<char> buffer = stackalloc char[KeyText.MaxLength];
        if (value!.TryFormat(buffer, out var written, KeyValueFormat.Of<T>(), CultureInfo.InvariantCulture))
        {
            Append(buffer[..written], placeholder);
        }
        else
        {
            Append(value.ToString(KeyValueFormat.Of<T>(), CultureInfo.InvariantCulture), placeholder);
        }
    }

    internal readonly string ToStringAndClear()
    {
        ReadOnlySpan<char> text = ((ReadOnlySpan<char>)_text)[.._length];
        return KeyTextForm.IsCanonical(text)
            ? text.ToString()
            : throw new ArgumentException(
                $"{KeyTextForm.Show(text)} does not have the form of a key: two to five segments joined by ':', none of them empty.");
    }

    private void Append(scoped ReadOnlySpan<char> value, string placeholder)
    {
        ReadOnlySpan<char> before = ((ReadOnlySpan<char>)_text)[.._length];
        if (_afterHole || !before.EndsWith(':'))
        {
            throw new ArgumentException($"The key placeholder '{placeholder}' does not begin a segment. Put a word and ':' before it.", placeholder);
        }

        _afterHole = true;
        if (KeyTextForm.IsPlain(value))
        {
            value.CopyTo(Reserve(value.Length, placeholder, value));
            return;
        }

        if (KeyTextForm.Refusal(value) is { } refusal)
        {
            throw new ArgumentException($"The value {KeyTextForm.Show(value)} of the key placeholder '{placeholder}' {refusal}", placeholder);
        }

        KeyEscape.Escape(value, Reserve(KeyEscape.EscapedLength(value), placeholder, value));
    }

    [UnscopedRef]
    private Span<char> Reserve(int count, string placeholder, scoped ReadOnlySpan<char> value)
    {
        if (count > KeyText.MaxLength - _length)
        {
            throw new ArgumentException(
                $"The key would be longer than {KeyText.MaxLength} bytes with {KeyTextForm.Show(value)} for '{placeholder}'.", placeholder);
        }

        var span = ((Span<char>)_text).Slice(_length, count);
        _length += count;
        return span;
    }

    [InlineArray(KeyText.MaxLength)]
    private struct KeyTextBuffer
    {
        private char _first;
    }
}
