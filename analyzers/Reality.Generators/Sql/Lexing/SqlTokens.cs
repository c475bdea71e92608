namespace Reality.Generators.Sql.Lexing;

/// <summary>A text as tokens, the last of which is the end.</summary>
/// <param name="tokens">The tokens.</param>
/// <param name="unknown">What stopped the reading; <see langword="null"/> where the whole text was read.</param>
internal sealed class SqlTokens(List<SqlToken> tokens, SqlUnknown? unknown)
{
    private readonly int[] _closing = ClosingOf(tokens, ref unknown);

    public SqlUnknown? Unknown => unknown;

    /// <summary>The index of the end.</summary>
    public int Last => tokens.Count - 1;

    public SqlToken this[int index] => tokens[Math.Max(0, Math.Min(index, Last))];

    /// <summary>The index of the parenthesis that closes the one at an index.</summary>
    public int ClosingOf(int index) => _closing[index];

    private static int[] ClosingOf(List<SqlToken> tokens, ref SqlUnknown? unknown)
    {
        var closing = new int[tokens.Count];
        var open = new Stack<int>();
        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].Kind == SqlTokenKind.OpenParen)
            {
                open.Push(i);
            }
            else if (tokens[i].Kind == SqlTokenKind.CloseParen)
            {
                if (open.Count == 0)
                {
                    unknown ??= new("a parenthesis is closed that was not opened", tokens[i].Start);
                    return closing;
                }

                closing[open.Pop()] = i;
            }
        }

        if (open.Count > 0)
        {
            unknown ??= new("a parenthesis is not closed", tokens[open.Peek()].Start);
        }

        return closing;
    }
}
