using static Reality.Generators.Sql.Lexing.SqlCharacters;

namespace Reality.Generators.Sql.Lexing;

/// <summary>Strings. A backslash escapes only in <c>E''</c>: both dialects read others by the standard.</summary>
internal sealed partial class SqlLexer
{
    private void ReadString(int start, bool hasEscapes)
    {
        if (_tokens.Count > 0 && _tokens[_tokens.Count - 1] is { Kind: SqlTokenKind.String, Text: "e" })
        {
            Stop("a string with escapes is continued");
            return;
        }

        _at++;
        while (_at < _text.Length)
        {
            var c = _text[_at++];
            if (c == '\\' && hasEscapes)
            {
                _at++;
            }
            else if (c == '\'')
            {
                if (Peek() != '\'')
                {
                    Add(SqlTokenKind.String, start, hasEscapes ? "e" : string.Empty);
                    return;
                }

                _at++;
            }
        }

        _at = start;
        Stop("a string is not closed");
    }

    /// <summary>Reads <c>$$…$$</c> or <c>$tag$…$tag$</c>.</summary>
    private bool ReadDollarQuoted()
    {
        var start = _at;
        var end = _at + 1;
        while (end < _text.Length && (StartsName(_text[end]) || (IsDigit(_text[end]) && end > _at + 1)))
        {
            end++;
        }

        if (end >= _text.Length || _text[end] != '$')
        {
            return false;
        }

        var tag = _text.Substring(_at, end + 1 - _at);
        var close = _text.IndexOf(tag, end + 1, StringComparison.Ordinal);
        if (close < 0)
        {
            Stop("a dollar-quoted string is not closed");
            return true;
        }

        _at = close + tag.Length;
        Add(SqlTokenKind.String, start);
        return true;
    }
}
