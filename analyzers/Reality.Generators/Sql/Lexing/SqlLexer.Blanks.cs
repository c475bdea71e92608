using static Reality.Generators.Sql.Lexing.SqlCharacters;

namespace Reality.Generators.Sql.Lexing;

/// <summary>White space and comments.</summary>
internal sealed partial class SqlLexer
{
    /// <summary>Goes to the next token; <see langword="false"/> at the end.</summary>
    private bool SkipBlank()
    {
        while (_at < _text.Length)
        {
            if (IsSpace(Peek()))
            {
                _at++;
            }
            else if (!StartsComment())
            {
                return true;
            }
            else if (Peek() == '-')
            {
                SkipLine();
            }
            else if (!SkipBlock())
            {
                return false;
            }
        }

        return false;
    }

    private bool StartsComment() => (Peek() == '-' && Peek(1) == '-') || (Peek() == '/' && Peek(1) == '*');

    private void SkipLine()
    {
        while (_at < _text.Length && Peek() != '\n' && !(IsPostgres && Peek() == '\r') && _unknown is null)
        {
            StopAtHole();
            _at++;
        }
    }

    /// <summary>A text in a comment could end it.</summary>
    private void StopAtHole()
    {
        if (Peek() == SqlHoles.Text)
        {
            Stop("a part of it is only known when it runs");
        }
    }

    /// <summary>Comments nest in PostgreSQL; in SQLite they do not, and one that is never closed reaches to the end.</summary>
    private bool SkipBlock()
    {
        var start = _at;
        var depth = 0;
        while (_at < _text.Length)
        {
            if (Peek() == '*' && Peek(1) == '/')
            {
                _at += 2;
                if (--depth == 0)
                {
                    return true;
                }
            }
            else if (Peek() == '/' && Peek(1) == '*' && (IsPostgres || depth == 0))
            {
                _at += 2;
                depth++;
            }
            else
            {
                StopAtHole();
                _at++;
            }
        }

        if (IsPostgres)
        {
            _at = start;
            Stop("a comment is not closed");
        }

        return false;
    }
}
