using System.Text;
using static Reality.Generators.Sql.Lexing.SqlCharacters;

namespace Reality.Generators.Sql.Lexing;

/// <summary>Words, quoted names, numbers and parameters.</summary>
internal sealed partial class SqlLexer
{
    private void ReadWord()
    {
        var start = _at;
        while (ContinuesName(Peek()))
        {
            _at++;
        }

        var word = Fold(_text.Substring(start, _at - start));
        if (Peek() == '\'' && (word is "x" || (IsPostgres && word is "e" or "b" or "n")))
        {
            ReadString(start, word == "e");
        }
        else if (IsPostgres && word == "u" && Peek() == '&' && Peek(1) == '\'')
        {
            _at++;
            ReadString(start, false);
        }
        else if (IsPostgres && word == "u" && Peek() == '&' && Peek(1) == '"')
        {
            Stop("a name is written with Unicode escapes");
        }
        else
        {
            Add(SqlTokenKind.Word, start, word);
        }
    }

    private void ReadQuotedName(char close)
    {
        var start = _at++;
        var name = new StringBuilder();
        while (true)
        {
            var end = _text.IndexOf(close, _at);
            if (end < 0)
            {
                _at = start;
                Stop("a quoted name is not closed");
                return;
            }

            name.Append(_text, _at, end - _at);
            _at = end + 1;
            if (close == ']' || Peek() != close)
            {
                break;
            }

            name.Append(close);
            _at++;
        }

        if (name.Length == 0 || name.ToString().Any(SqlHoles.IsHole))
        {
            _at = start;
            Stop(name.Length == 0 ? "a quoted name is empty" : "a name is only known when it runs");
            return;
        }

        Add(SqlTokenKind.QuotedName, start, IsPostgres ? name.ToString() : Fold(name.ToString()));
    }

    private void ReadNumber()
    {
        var start = _at;
        if (Peek() == '0' && Peek(1) is 'x' or 'X' or 'o' or 'O' or 'b' or 'B')
        {
            _at += 2;
            while (NamesParameter(Peek()))
            {
                _at++;
            }
        }
        else
        {
            SkipDigits();
            if (Peek() == '.')
            {
                _at++;
                SkipDigits();
            }

            if (Peek() is 'e' or 'E' && (IsDigit(Peek(1)) || (Peek(1) is '+' or '-' && IsDigit(Peek(2)))))
            {
                _at += 2;
                SkipDigits();
            }
        }

        if (ContinuesName(Peek()))
        {
            Stop("a number runs into a name");
            return;
        }

        Add(SqlTokenKind.Number, start);
    }

    private void SkipDigits()
    {
        while (IsDigit(Peek()) || (Peek() == '_' && IsDigit(Peek(1))))
        {
            _at++;
        }
    }

    /// <summary>Whether a parameter begins here: <c>@p</c>, <c>:p</c>, <c>$1</c>; in SQLite also <c>$p</c> and <c>?</c>.</summary>
    private bool StartsParameter() => Peek() switch
    {
        '@' => NamesParameter(Peek(1)) && (_at == 0 || _text[_at - 1] != '@'),
        ':' => NamesParameter(Peek(1)) && (_at == 0 || _text[_at - 1] != ':'),
        '$' => IsPostgres ? IsDigit(Peek(1)) : NamesParameter(Peek(1)),
        '?' => !IsPostgres,
        _ => false,
    };

    private bool ReadParameter()
    {
        var start = _at;
        if (StartsParameter())
        {
            _at++;
            while (NamesParameter(Peek()))
            {
                _at++;
            }
        }
        else if (Peek() == SqlHoles.Value)
        {
            _at++;
        }
        else if (Peek() == '{' && Peek(1) == '=' && NamesParameter(Peek(2)))
        {
            // Dapper writes the value of {=name} into the text: a number or a flag, never a name.
            _at += 2;
            while (NamesParameter(Peek()))
            {
                _at++;
            }

            if (Peek() != '}')
            {
                Stop("'{=' is not closed");
                return true;
            }

            _at++;
        }
        else
        {
            return IsPostgres && Peek() == '$' && ReadDollarQuoted();
        }

        Add(SqlTokenKind.Parameter, start, _text.Substring(start, _at - start));
        return true;
    }
}
