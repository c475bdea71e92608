namespace Reality;

/// <summary>The format under which a type's invariant text is exact.</summary>
internal static class KeyValueFormat
{
    /// <summary>The default format, but for dates: theirs would be <c>MM/dd/yyyy</c>.</summary>
    public static string? Of<T>() => typeof(T) == typeof(DateOnly) ? "O" : null;
}
