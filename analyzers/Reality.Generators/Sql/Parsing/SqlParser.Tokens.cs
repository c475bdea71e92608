using Reality.Generators.Sql.Lexing;

namespace Reality.Generators.Sql.Parsing;

/// <summary>The place in the text. After a failure every token is the end, so that whatever is being read ends by itself.</summary>
internal sealed partial class SqlParser
{
    private const int DeepestNesting = 100;

    private int _at;
    private int _depth;
    private bool _isLast;
    private SqlUnknown? _unknown;

    private SqlToken Current => Ahead(0);

    private SqlToken Ahead(int count) => _tokens[_unknown is null && !_isLast ? _at + count : _tokens.Last];

    private bool Is(string word) => Current.Is(word);

    private bool Is(SqlTokenKind kind) => Current.Kind == kind;

    private bool IsAhead(string word) => Ahead(1).Is(word);

    private void Skip() => _at = Math.Min(_at + 1, _tokens.Last);

    private bool Take(string word)
    {
        if (!Is(word))
        {
            return false;
        }

        Skip();
        return true;
    }

    private bool Take(SqlTokenKind kind)
    {
        if (!Is(kind) || kind == SqlTokenKind.End)
        {
            return false;
        }

        Skip();
        return true;
    }

    private bool TakeOperator(string text)
    {
        if (!Current.IsOperator(text))
        {
            return false;
        }

        Skip();
        return true;
    }

    /// <summary>Takes one of several words and tells which.</summary>
    private string? TakeAny(params string[] words)
    {
        foreach (var word in words)
        {
            if (Take(word))
            {
                return word;
            }
        }

        return null;
    }

    private void Expect(string word)
    {
        if (!Take(word))
        {
            Fail($"'{word}' was expected");
        }
    }

    private void Expect(SqlTokenKind kind)
    {
        if (!Take(kind))
        {
            FailHere();
        }
    }

    /// <summary>Goes past a pair of parentheses whose content is of no interest.</summary>
    private void SkipParentheses()
    {
        Require(Is(SqlTokenKind.OpenParen));
        if (_unknown is null)
        {
            _at = _tokens.ClosingOf(_at) + 1;
        }
    }

    private void SkipToSemicolon()
    {
        while (!Is(SqlTokenKind.Semicolon) && !Is(SqlTokenKind.End))
        {
            if (Is(SqlTokenKind.OpenParen))
            {
                SkipParentheses();
            }
            else
            {
                Skip();
            }
        }
    }

    /// <summary>Counts nesting, which is bounded as the stack is.</summary>
    private bool Enter()
    {
        if (_depth++ < DeepestNesting)
        {
            return true;
        }

        Fail("it is nested too deeply");
        _depth--;
        return false;
    }

    private void Leave() => _depth--;

    private void Fail(string reason) => _unknown ??= new(reason, Current.Start);

    private void Require(bool condition)
    {
        if (!condition)
        {
            FailHere();
        }
    }

    private void FailHere() => Fail(Current.Kind switch
    {
        SqlTokenKind.End => "it ends too early",
        SqlTokenKind.Word or SqlTokenKind.QuotedName or SqlTokenKind.Operator or SqlTokenKind.Parameter => $"'{Current.Text}' was not expected here",
        _ => $"a token of the kind '{Current.Kind}' was not expected here",
    });
}
