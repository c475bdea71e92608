namespace Reality.Generators.Sql.Lexing;

/// <summary>
/// What stands in a text for a part that is only known when it runs. No SQL has these characters, so that a hole is noticed wherever it stands:
/// a value may stand where a parameter may, a text only inside a quoted string.
/// </summary>
internal static class SqlHoles
{
    /// <summary>A number or a flag.</summary>
    public const char Value = '\x02';

    /// <summary>Anything else: it could be SQL.</summary>
    public const char Text = '\x01';

    public static bool IsHole(char c) => c is Value or Text;
}
