using Reality.Generators.Sql.Lexing;

namespace Reality.Generators.Sql.Parsing;

/// <summary>What follows a call: its filter and its window.</summary>
internal sealed partial class SqlParser
{
    private void ParseAfterCall()
    {
        if (IsPostgres && Is("within") && IsAhead("group"))
        {
            Skip();
            Skip();
            Expect(SqlTokenKind.OpenParen);
            Expect("order");
            Expect("by");
            ParseOrdering();
            Expect(SqlTokenKind.CloseParen);
        }

        if (Is("filter") && Ahead(1).Kind == SqlTokenKind.OpenParen)
        {
            Skip();
            Expect(SqlTokenKind.OpenParen);
            Expect("where");
            ParseExpression();
            Expect(SqlTokenKind.CloseParen);
        }

        if (Is("over") && Ahead(1).Kind == SqlTokenKind.OpenParen)
        {
            Skip();
            ParseWindow();
        }
        else if (Take("over"))
        {
            ParseName();
        }
    }

    private void ParseWindow()
    {
        Expect(SqlTokenKind.OpenParen);
        if (IsPlainName && !Is("partition") && !Is("range") && !Is("rows") && !Is("groups"))
        {
            Skip();
        }

        if (Take("partition"))
        {
            Expect("by");
            ParseExpressions();
        }

        if (Take("order"))
        {
            Expect("by");
            ParseOrdering();
        }

        if (TakeAny("rows", "range", "groups") is not null)
        {
            ParseFrame();
        }

        Expect(SqlTokenKind.CloseParen);
    }

    private void ParseFrame()
    {
        if (Take("between"))
        {
            ParseFrameBound();
            Expect("and");
        }

        ParseFrameBound();
        if (Take("exclude"))
        {
            if (TakeAny("group", "ties") is null)
            {
                Require(TakeAny("current", "no") is not null && TakeAny("row", "others") is not null);
            }
        }
    }

    private void ParseFrameBound()
    {
        if (Take("current"))
        {
            Expect("row");
            return;
        }

        if (!Take("unbounded"))
        {
            ParseOperand();
        }

        Require(TakeAny("preceding", "following") is not null);
    }
}
