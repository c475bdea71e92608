using Reality.Generators.Sql.Lexing;
using Reality.Generators.Sql.Scopes;

namespace Reality.Generators.Sql.Parsing;

/// <summary>Calls of functions, with the forms that the standard gives some of them, and windows.</summary>
internal sealed partial class SqlParser
{
    private void ParseCall(List<string> name)
    {
        _facts.Call(string.Join(".", name));
        switch (name.Count == 1 ? name[0] : string.Empty)
        {
            case "extract" when IsPostgres:
                ParseExtract();
                break;
            case "position" when IsPostgres:
                ParsePosition();
                break;
            case "trim" or "substring" or "overlay" when IsPostgres:
                ParseTextFunction();
                break;
            default:
                ParseArguments();
                break;
        }

        if (IsPostgres && Is(SqlTokenKind.String))
        {
            // A type with its precision, before a text: char(3) 'abc'.
            ParseStrings();
            return;
        }

        ParseAfterCall();
    }

    private void ParseArguments()
    {
        Expect(SqlTokenKind.OpenParen);
        if (Take(SqlTokenKind.CloseParen))
        {
            return;
        }

        if (!TakeOperator("*"))
        {
            _ = TakeAny("distinct", "all");
            do
            {
                ParseArgument();
            }
            while (Take(SqlTokenKind.Comma));
            if (Take("order"))
            {
                Expect("by");
                ParseOrdering();
            }
        }

        Expect(SqlTokenKind.CloseParen);
    }

    private void ParseArgument()
    {
        if (IsPostgres)
        {
            Take("variadic");
            if (Current.IsName && Ahead(1) is { Kind: SqlTokenKind.Operator, Text: ":=" or "=>" })
            {
                Skip();
                Skip();
            }
        }

        ParseExpression();
    }

    /// <summary><c>extract(epoch from at)</c>: the field is no column.</summary>
    private void ParseExtract()
    {
        Expect(SqlTokenKind.OpenParen);
        Require(Current.IsName || Is(SqlTokenKind.String));
        Skip();
        Expect("from");
        ParseExpression();
        Expect(SqlTokenKind.CloseParen);
    }

    private void ParsePosition()
    {
        Expect(SqlTokenKind.OpenParen);
        ParseExpression(isPosition: true);
        Expect("in");
        ParseExpression();
        Expect(SqlTokenKind.CloseParen);
    }

    /// <summary><c>trim(both ' ' from a)</c>, <c>substring(a from 1 for 2)</c>, <c>overlay(a placing b from 1)</c>, and their plain forms.</summary>
    private void ParseTextFunction()
    {
        Expect(SqlTokenKind.OpenParen);
        _ = TakeAny("both", "leading", "trailing");
        Take("from");
        do
        {
            ParseExpression();
        }
        while (Take(SqlTokenKind.Comma) || TakeAny("from", "for", "placing", "similar") is not null);
        Expect(SqlTokenKind.CloseParen);
    }
}
