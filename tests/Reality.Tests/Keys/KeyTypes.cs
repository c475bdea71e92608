using System.Diagnostics.CodeAnalysis;

namespace Reality.Tests.Keys;

/// <summary>A strongly-typed id as users write them.</summary>
internal readonly record struct OrderId(int Number) : ISpanFormattable, ISpanParsable<OrderId>
{
    public static OrderId Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => TryParse(s, provider, out var id) ? id : throw new FormatException();

    public static OrderId Parse(string s, IFormatProvider? provider) => Parse(s.AsSpan(), provider);

    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out OrderId result)
    {
        var parsed = int.TryParse(s.StartsWith("o-") ? s[2..] : [], provider, out var number);
        result = new(number);
        return parsed;
    }

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out OrderId result) => TryParse(s.AsSpan(), provider, out result);

    public bool TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
        destination.TryWrite(provider, $"o-{Number}", out charsWritten);

    public string ToString(string? format, IFormatProvider? formatProvider) => string.Create(formatProvider, $"o-{Number}");
}

/// <summary>A type whose text is as long as it says.</summary>
internal readonly record struct LongId(int Length) : ISpanFormattable
{
    public bool TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider)
    {
        charsWritten = 0;
        return ToString(null, null).TryCopyTo(destination) && (charsWritten = Length) > 0;
    }

    public string ToString(string? format, IFormatProvider? formatProvider) => new('x', Length);
}

/// <summary>A type that misbehaves as its text tells it to.</summary>
internal sealed class HostileId : ISpanFormattable, ISpanParsable<HostileId>
{
    private static int _formatted;

    private HostileId(string text) => Text = text;

    private string Text { get; }

    public static HostileId Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => throw new InvalidOperationException();

    public static HostileId Parse(string s, IFormatProvider? provider) => throw new InvalidOperationException();

    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, [MaybeNullWhen(false)] out HostileId result)
    {
        result = s is "parse-null" ? null! : new(s.ToString());
        return s is "parse-throws" ? throw new InvalidOperationException() : true;
    }

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out HostileId result) =>
        TryParse(s.AsSpan(), provider, out result);

    public bool TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider)
    {
        charsWritten = Text switch { "format-negative" => -1, "format-beyond" => destination.Length + 1, _ => Text.Length };
        var text = Text switch
        {
            "format-throws" => throw new InvalidOperationException(),
            "format-differs" => "format-differ!",
            "format-unstable" => string.Create(provider, $"format-unstable{Interlocked.Increment(ref _formatted)}")[..Text.Length].Replace('e', '3'),
            "format-surrogate" => "format-surrogat\ud800",
            _ => Text,
        };
        text.CopyTo(destination);
        return Text is not "format-refuses";
    }

    public string ToString(string? format, IFormatProvider? formatProvider) => Text;
}

/// <summary>An enum with two names for one value.</summary>
internal enum Alias
{
    None,
    Red,
    Rouge = Red,
}

/// <summary>Flags, with a number beyond the signed ones.</summary>
[Flags]
internal enum Colors : ulong
{
    None = 0,
    Red = 1,
    Green = 2,
    Last = 1UL << 63,
}
