using System.Diagnostics.CodeAnalysis;

namespace Reality;

/// <summary>
/// All keys of one template: <c>chat:room:*</c> is the family of <c>chat:room:&lt;roomId&gt;</c>. A write that bumps it changes each of
/// them, also those that nobody has written yet, at the cost of one. The generator makes one beside each key: <c>Keys.Chat.RoomFamily</c>.
/// </summary>
public readonly record struct RealityFamily
{
    private readonly string? _text;

    /// <summary>Names a family.</summary>
    /// <param name="text">The template with <c>*</c> in place of each placeholder.</param>
    /// <exception cref="ArgumentException">The text is not of that form.</exception>
    public RealityFamily([StringSyntax(KeyText.FamilySyntax)] string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!IsFamily(text) || !KeyText.IsCanonical(text.Replace('*', '_')) || text.Split(':').Any(static segment => segment.Contains('*', StringComparison.Ordinal) && segment != "*"))
        {
            throw new ArgumentException(
                $"{KeyTextForm.Show(text)} is no family: write a template with '*' in place of each placeholder, such as chat:room:*.", nameof(text));
        }

        _text = text;
    }

    /// <summary>The template with <c>*</c> in place of each placeholder.</summary>
    /// <exception cref="InvalidOperationException">It is the default value and names nothing.</exception>
    public string Text => _text ?? throw new InvalidOperationException("This is the default value of RealityFamily; it names no family.");

    /// <summary>Whether a text is meant for a family: no key has a star.</summary>
    public static bool IsFamily([NotNullWhen(true)] string? text) => text is not null && text.Contains('*', StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Text;
}
