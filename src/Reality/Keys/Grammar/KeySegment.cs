namespace Reality.Grammar;

/// <summary>One segment of a template: a literal word or a placeholder.</summary>
internal readonly struct KeySegment
{
    public KeySegment(bool isPlaceholder, string value, int start, int length)
    {
        IsPlaceholder = isPlaceholder;
        Value = value;
        Start = start;
        Length = length;
    }

    /// <summary>What stands in a family in place of each placeholder.</summary>
    public const string Star = "*";

    /// <summary>Whether any value stands here.</summary>
    public bool IsFamily => IsPlaceholder && Value == Star;

    /// <summary>Whether a value stands here instead of a fixed word.</summary>
    public bool IsPlaceholder { get; }

    /// <summary>The word, or the placeholder's name without its brackets; dotted where it binds to a member: <c>message.RoomId</c>.</summary>
    public string Value { get; }

    /// <summary>Where the segment begins in the template's text.</summary>
    public int Start { get; }

    /// <summary>The segment's length in the template's text, brackets included.</summary>
    public int Length { get; }
}
