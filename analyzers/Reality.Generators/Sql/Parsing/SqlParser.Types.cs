using Reality.Generators.Sql.Lexing;

namespace Reality.Generators.Sql.Parsing;

/// <summary>Names of types.</summary>
internal sealed partial class SqlParser
{
    private void ParseType()
    {
        if (IsSqlite)
        {
            do
            {
                ParseAfterDot();
            }
            while (Current.IsName);
            if (Is(SqlTokenKind.OpenParen))
            {
                SkipParentheses();
            }

            return;
        }

        Take("setof");
        var name = ParseAfterDot();
        while (Take(SqlTokenKind.Dot))
        {
            ParseAfterDot();
        }

        _ = name switch
        {
            "double" => Take("precision"),
            "national" => TakeAny("character", "char") is not null && Take("varying"),
            "character" or "char" or "nchar" or "bit" => Take("varying"),
            "interval" => TakeIntervalFields(),
            _ => false,
        };
        if (Is(SqlTokenKind.OpenParen))
        {
            SkipParentheses();
        }

        if (name is "timestamp" or "time" && ((Is("with") && IsAhead("time")) || Is("without")))
        {
            Skip();
            Expect("time");
            Expect("zone");
        }

        ParseArrayBounds();
    }

    private void ParseArrayBounds()
    {
        Take("array");
        while (Take(SqlTokenKind.OpenBracket))
        {
            Take(SqlTokenKind.Number);
            Expect(SqlTokenKind.CloseBracket);
        }
    }

    private bool TakeIntervalFields()
    {
        if (TakeAny("year", "month", "day", "hour", "minute", "second") is null)
        {
            return false;
        }

        if (Take("to"))
        {
            _ = TakeAny("month", "hour", "minute", "second");
        }

        if (Is(SqlTokenKind.OpenParen))
        {
            SkipParentheses();
        }

        return true;
    }
}
