namespace Reality.Grammar;

/// <summary>What is wrong with a template, and where.</summary>
internal readonly struct KeyTemplateError
{
    public KeyTemplateError(KeyTemplateErrorKind kind, string message, int start, int length)
    {
        Kind = kind;
        Message = message;
        Start = start;
        Length = length;
    }

    /// <summary>The kind; <see cref="KeyTemplateErrorKind.None"/> for the default value.</summary>
    public KeyTemplateErrorKind Kind { get; }

    /// <summary>What was found, what was expected, and what to do. <see langword="null"/> for the default value alone.</summary>
    public string Message { get; }

    /// <summary>Where the fault begins in the template's text.</summary>
    public int Start { get; }

    /// <summary>The fault's length in the template's text; 0 only for an empty template.</summary>
    public int Length { get; }

    /// <summary>Whether the template parses all the same.</summary>
    public bool IsWarning => Kind == KeyTemplateErrorKind.UpperCase;
}

/// <summary>The ways to break the grammar.</summary>
internal enum KeyTemplateErrorKind
{
    /// <summary>Nothing is wrong.</summary>
    None,

    /// <summary>A literal has upper case: a warning, the template parses.</summary>
    UpperCase,

    /// <summary>The template is empty.</summary>
    Empty,

    /// <summary>The template has one segment.</summary>
    TooFewSegments,

    /// <summary>The template has more than five segments.</summary>
    TooManySegments,

    /// <summary>Nothing stands between two colons, or before the first or after the last.</summary>
    EmptySegment,

    /// <summary>A literal has a character that is not one of <c>a-z 0-9 . _ -</c>.</summary>
    IllegalCharacter,

    /// <summary>A literal has neither letter nor digit.</summary>
    NoWord,

    /// <summary><c>&lt;</c> is not closed in its segment, or <c>&gt;</c> closes nothing.</summary>
    UnbalancedPlaceholder,

    /// <summary><c>&lt;</c> stands inside a placeholder.</summary>
    NestedPlaceholder,

    /// <summary>Text stands beside a placeholder in its segment.</summary>
    MixedSegment,

    /// <summary>The placeholder has no name.</summary>
    EmptyPlaceholder,

    /// <summary>The placeholder's name is not an identifier, or identifiers joined by dots.</summary>
    PlaceholderName,

    /// <summary>The first segment is a placeholder.</summary>
    FirstSegmentPlaceholder,

    /// <summary>Two placeholders stand side by side.</summary>
    AdjacentPlaceholders,

    /// <summary>No key of the template fits into 512 bytes.</summary>
    TooLong,

    /// <summary><c>*</c>, a family, where none may stand or beside a named placeholder.</summary>
    Family,

    /// <summary>A declaration names a member: only an invalidation binds to one.</summary>
    MemberInDeclaration,

    /// <summary>A declaration names one placeholder twice.</summary>
    DuplicatePlaceholder,
}
