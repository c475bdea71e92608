using Reality.Generators.Sql.Lexing;
using Reality.Generators.Sql.Scopes;

namespace Reality.Generators.Sql.Parsing;

/// <summary>One <c>select</c>.</summary>
internal sealed partial class SqlParser
{
    private Scope ParseSelect(Scope? outer)
    {
        var before = _scope;
        var scope = _scope = _facts.Open(outer);
        Expect("select");
        if (Take("distinct"))
        {
            if (IsPostgres && Take("on"))
            {
                Expect(SqlTokenKind.OpenParen);
                ParseExpressions();
                Expect(SqlTokenKind.CloseParen);
            }
        }
        else
        {
            Take("all");
        }

        // PostgreSQL allows a row of no columns.
        if (!(IsPostgres && (Is("from") || Is("where") || IsSetOperator || Is(SqlTokenKind.CloseParen) || Is(SqlTokenKind.End) || Is(SqlTokenKind.Semicolon))))
        {
            ParseResultColumns();
        }

        if (Is("into"))
        {
            ParseInto();
        }

        if (Take("from"))
        {
            ParseSources();
        }

        if (Take("where"))
        {
            ParseExpression();
        }

        ParseGrouping();
        if (Take("window"))
        {
            do
            {
                ParseName();
                Expect("as");
                ParseWindow();
            }
            while (Take(SqlTokenKind.Comma));
        }

        _scope = before;
        return scope;
    }

    /// <summary>The columns of a <c>select</c> or a <c>returning</c>.</summary>
    private void ParseResultColumns()
    {
        do
        {
            if (Current.IsOperator("*"))
            {
                _scope.Add(new ColumnReference([], null, Current.Start, true));
                Skip();
                continue;
            }

            ParseExpression();
            ParseLabel();
        }
        while (Take(SqlTokenKind.Comma));
    }

    private void ParseLabel()
    {
        if (Take("as"))
        {
            if (IsSqlite && Take(SqlTokenKind.String))
            {
                return;
            }

            _scope.AddLabel(ParseAfterDot());
        }
        else if (IsPlainName && !(Is(SqlTokenKind.Word) && SqlWords.Continues(Current.Text, _dialect)))
        {
            _scope.AddLabel(ParseName());
        }
        else if (IsSqlite)
        {
            Take(SqlTokenKind.String);
        }
    }

    /// <summary><c>select … into temp t</c> makes a table that the rest of the text may use.</summary>
    private void ParseInto()
    {
        Expect("into");
        if (!IsPostgres || TakeAny("temp", "temporary") is null)
        {
            Fail("a table is made from a query");
            return;
        }

        Take("table");
        var name = ParseTableName();
        if (_unknown is null)
        {
            _temporary.Add(name.Name);
        }
    }

    private void ParseGrouping()
    {
        if (Take("group"))
        {
            Expect("by");
            _ = TakeAny("all", "distinct");
            do
            {
                ParseGroup();
            }
            while (Take(SqlTokenKind.Comma));
        }

        if (Take("having"))
        {
            ParseExpression();
        }
    }

    private void ParseGroup()
    {
        if (IsPostgres && Is("grouping") && IsAhead("sets"))
        {
            Skip();
            Skip();
            Expect(SqlTokenKind.OpenParen);
            if (Enter())
            {
                do
                {
                    ParseGroup();
                }
                while (Take(SqlTokenKind.Comma));
                Leave();
            }

            Expect(SqlTokenKind.CloseParen);
        }
        else if (IsPostgres && Is(SqlTokenKind.OpenParen) && Ahead(1).Kind == SqlTokenKind.CloseParen)
        {
            SkipParentheses();
        }
        else
        {
            ParseExpression();
        }
    }

    private void ParseOrdering()
    {
        do
        {
            if (IsLabelAlone())
            {
                Skip();
            }
            else
            {
                ParseExpression();
            }

            if (IsPostgres && Take("using"))
            {
                Expect(SqlTokenKind.Operator);
            }
            else
            {
                _ = TakeAny("asc", "desc");
            }

            if (Take("nulls"))
            {
                Require(TakeAny("first", "last") is not null);
            }
        }
        while (Take(SqlTokenKind.Comma));
    }

    /// <summary>Whether a name in <c>order by</c> stands for a column of the result: both dialects look there first.</summary>
    private bool IsLabelAlone() => Current.IsName && _scope.HasLabel(Current.Text)
        && (Ahead(1).Kind is SqlTokenKind.Comma or SqlTokenKind.CloseParen or SqlTokenKind.Semicolon or SqlTokenKind.End
            || Ahead(1) is { Kind: SqlTokenKind.Word, Text: "asc" or "desc" or "nulls" or "limit" or "offset" or "fetch" or "for" });
}
