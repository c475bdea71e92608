namespace Reality.Generators.Sql.Lexing;

/// <summary>What a character may be part of; the same in both dialects unless said.</summary>
internal static class SqlCharacters
{
    public static bool IsSpace(char c) => c is ' ' or '\t' or '\n' or '\r' or '\f' or '\v';

    public static bool IsDigit(char c) => c is >= '0' and <= '9';

    public static bool StartsName(char c) => c is >= 'a' and <= 'z' or >= 'A' and <= 'Z' or '_' or >= '\x80';

    public static bool ContinuesName(char c) => StartsName(c) || IsDigit(c) || c == '$';

    /// <summary>Whether a character may stand in the name of a parameter.</summary>
    public static bool NamesParameter(char c) => StartsName(c) || IsDigit(c);

    public static bool IsOperator(char c, SqlDialect dialect) => c switch
    {
        '+' or '-' or '*' or '/' or '<' or '>' or '=' or '~' or '!' or '%' or '&' or '|' => true,
        '@' or '#' or '^' or '`' or '?' => dialect == SqlDialect.PostgreSql,
        _ => false,
    };

    /// <summary>A name in the case that the dialects fold to; both fold the letters of ASCII alone.</summary>
    public static string Fold(string name)
    {
        var i = 0;
        while (i < name.Length && name[i] is not (>= 'A' and <= 'Z'))
        {
            i++;
        }

        if (i == name.Length)
        {
            return name;
        }

        var folded = name.ToCharArray();
        for (; i < folded.Length; i++)
        {
            if (folded[i] is >= 'A' and <= 'Z')
            {
                folded[i] = (char)(folded[i] | 0x20);
            }
        }

        return new(folded);
    }
}
