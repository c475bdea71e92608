using Reality.Generators.Sql.Lexing;

namespace Reality.Generators.Sql.Parsing;

/// <summary>Values: strings, words, intervals, arrays, casts.</summary>
internal sealed partial class SqlParser
{
    private void ParseParameter()
    {
        var name = Current;
        Skip();
        if (IsPostgres && name.Text[0] == '@' && name.Start > 0 && Ahead(-2) is { Kind: SqlTokenKind.Operator } before
            && before.Text[before.Text.Length - 1] == '<' && before.Start + before.Text.Length == name.Start)
        {
            // a<@b: less than a parameter, or contained in a column.
            Refer([SqlCharacters.Fold(name.Text.Substring(1))], name.Start);
        }
    }

    private void ParseStrings()
    {
        Expect(SqlTokenKind.String);
        while (IsPostgres && Take(SqlTokenKind.String))
        {
        }
    }

    /// <summary>A value that is a word, perhaps with a precision.</summary>
    private void ParseWordValue()
    {
        var mayHavePrecision = Current.Text is "current_time" or "current_timestamp" or "localtime" or "localtimestamp" && IsPostgres;
        Skip();
        if (Is(SqlTokenKind.OpenParen))
        {
            Require(mayHavePrecision && Ahead(1).Kind == SqlTokenKind.Number);
            SkipParentheses();
        }
    }

    private void ParseInterval()
    {
        Expect("interval");
        if (Is(SqlTokenKind.OpenParen))
        {
            SkipParentheses();
        }

        ParseStrings();
        TakeIntervalFields();
    }

    private void ParseArray()
    {
        Expect("array");
        if (Is(SqlTokenKind.OpenParen))
        {
            Require(IsQueryStart(1) || Ahead(1).Kind == SqlTokenKind.OpenParen);
            ParseParenthesized();
            return;
        }

        ParseElements();
    }

    private void ParseElements()
    {
        if (!Enter())
        {
            return;
        }

        Expect(SqlTokenKind.OpenBracket);
        if (!Is(SqlTokenKind.CloseBracket))
        {
            do
            {
                if (Is(SqlTokenKind.OpenBracket))
                {
                    ParseElements();
                }
                else
                {
                    ParseExpression();
                }
            }
            while (Take(SqlTokenKind.Comma));
        }

        Expect(SqlTokenKind.CloseBracket);
        Leave();
    }

    private void ParseCast()
    {
        Expect("cast");
        Expect(SqlTokenKind.OpenParen);
        ParseExpression();
        Expect("as");
        ParseType();
        Expect(SqlTokenKind.CloseParen);
    }
}
