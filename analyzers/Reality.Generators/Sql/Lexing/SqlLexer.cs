using static Reality.Generators.Sql.Lexing.SqlCharacters;

namespace Reality.Generators.Sql.Lexing;

/// <summary>Reads a text as tokens, once, from start to end. What it cannot read ends it.</summary>
internal sealed partial class SqlLexer
{
    private readonly string _text;
    private readonly SqlDialect _dialect;
    private readonly List<SqlToken> _tokens = [];
    private int _at;
    private SqlUnknown? _unknown;

    private SqlLexer(string text, SqlDialect dialect) => (_text, _dialect) = (text, dialect);

    private bool IsPostgres => _dialect == SqlDialect.PostgreSql;

    public static SqlTokens Read(string text, SqlDialect dialect)
    {
        var lexer = new SqlLexer(text, dialect);
        if (text.IndexOf('\0') is >= 0 and var at)
        {
            // SQLite would stop there, PostgreSQL would refuse it.
            lexer._at = at;
            lexer.Stop("it has a null character");
        }

        while (lexer._unknown is null && lexer.SkipBlank())
        {
            lexer.ReadToken();
        }

        lexer._tokens.Add(new(SqlTokenKind.End, text.Length, string.Empty));
        return new(lexer._tokens, lexer._unknown);
    }

    private char Peek(int ahead = 0) => _at + ahead < _text.Length ? _text[_at + ahead] : '\0';

    private void ReadToken()
    {
        var c = Peek();
        if (StartsName(c))
        {
            ReadWord();
        }
        else if (IsDigit(c) || (c == '.' && IsDigit(Peek(1))))
        {
            ReadNumber();
        }
        else if (c == '\'')
        {
            ReadString(_at, false);
        }
        else if (c == '"' || (!IsPostgres && c is '`' or '['))
        {
            ReadQuotedName(c == '[' ? ']' : c);
        }
        else if (!ReadParameter() && !ReadOperator())
        {
            ReadMark(c);
        }
    }

    private void ReadMark(char c)
    {
        var kind = c switch
        {
            ',' => SqlTokenKind.Comma,
            '.' => SqlTokenKind.Dot,
            ';' => SqlTokenKind.Semicolon,
            '(' => SqlTokenKind.OpenParen,
            ')' => SqlTokenKind.CloseParen,
            '[' when IsPostgres => SqlTokenKind.OpenBracket,
            ']' when IsPostgres => SqlTokenKind.CloseBracket,
            ':' when IsPostgres => SqlTokenKind.Colon,
            _ => SqlTokenKind.End,
        };
        if (kind == SqlTokenKind.End)
        {
            Stop(c == SqlHoles.Text ? "a part of it is only known when it runs" : $"'{c}' means nothing here");
            return;
        }

        Add(kind, _at);
        _at++;
    }

    private bool ReadOperator()
    {
        var start = _at;
        if (IsPostgres && Peek() == ':' && Peek(1) is ':' or '=')
        {
            _at += 2;
            Add(_text[_at - 1] == ':' ? SqlTokenKind.Cast : SqlTokenKind.Operator, start, _text[_at - 1] == ':' ? string.Empty : ":=");
            return true;
        }

        while (IsOperator(Peek(), _dialect) && !StartsComment() && !(_at > start && StartsParameter()))
        {
            _at++;
        }

        if (_at == start)
        {
            return false;
        }

        Add(SqlTokenKind.Operator, start, _text.Substring(start, _at - start));
        return true;
    }

    private void Add(SqlTokenKind kind, int start, string text = "") => _tokens.Add(new(kind, start, text));

    private void Stop(string reason) => _unknown ??= new(reason, _at);
}
