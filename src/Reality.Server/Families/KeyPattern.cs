namespace Reality.Server.Families;

/// <summary>
/// A template as it is compared between releases: without the placeholders' names, with what is known of their types, such as
/// <c>shop:order:&lt;Int32&gt;</c>.
/// </summary>
internal sealed class KeyPattern
{
    private readonly string[] _segments;

    private KeyPattern(string[] segments)
    {
        _segments = segments;
        Text = string.Join(':', segments);
        Family = Array.Exists(segments, IsPlaceholder)
            ? string.Join(':', segments.Select(segment => IsPlaceholder(segment) ? "*" : segment))
            : null;
    }

    public string Text { get; }

    /// <summary>The template with <c>*</c> for every placeholder; <see langword="null"/> where it has none.</summary>
    public string? Family { get; }

    public static KeyPattern Of(RealityTemplate template)
    {
        var placeholder = 0;
        return new KeyPattern(Array.ConvertAll(
            template.Text.Split(':'),
            segment => IsPlaceholder(segment) ? $"<{TypeToken(template.Placeholders.ElementAtOrDefault(placeholder++))}>" : segment));
    }

    public static KeyPattern Parse(string text) => new(text.Split(':'));

    /// <summary>Whether some text may be a key of both, whatever the placeholders' types are.</summary>
    public bool MayOverlap(KeyPattern other)
    {
        if (_segments.Length != other._segments.Length)
            return false;

        for (var i = 0; i < _segments.Length; i++)
        {
            if (!IsPlaceholder(_segments[i]) && !IsPlaceholder(other._segments[i]) && _segments[i] != other._segments[i])
                return false;
        }

        return true;
    }

    private static bool IsPlaceholder(string segment) => segment.StartsWith('<');

    // What decides which literals the placeholder can be (TemplateOverlap): a template whose types change is another template.
    private static string TypeToken(Type? type) => type switch
    {
        { IsEnum: true } => string.Join('|', Enum.GetNames(type).Order(StringComparer.Ordinal)),
        { IsPrimitive: true } => type.Name,
        _ when type == typeof(Guid) || type == typeof(DateOnly) || type == typeof(Int128) || type == typeof(UInt128) => type.Name,
        _ => "",
    };
}
