using Reality.Generators.Sql.Lexing;
using Reality.Generators.Sql.Scopes;

namespace Reality.Generators.Sql.Parsing;

/// <summary>Queries: set operations, and what stands after them.</summary>
internal sealed partial class SqlParser
{
    private bool IsQueryStart(int ahead) => Ahead(ahead) is { Kind: SqlTokenKind.Word } word
        && (word.Text is "select" or "with" || (word.Text == "table" && IsPostgres)
            || (word.Text == "values" && Ahead(ahead + 1).Kind == SqlTokenKind.OpenParen));

    private bool IsSetOperator => Is("union") || Is("intersect") || Is("except");

    private bool ContinuesQuery => IsSetOperator || Is("order") || Is("limit") || Is("offset") || Is("fetch") || Is("for");

    private void ParseQuery(Scope? outer)
    {
        var scope = ParseTerm(outer);
        ParseQueryRest(outer, IsSetOperator ? null : scope);
    }

    /// <summary>What follows the first of the queries that a union joins.</summary>
    /// <param name="outer">The query around it.</param>
    /// <param name="scope">The names of the query, if it is a single one: its <c>order by</c> sees them.</param>
    private void ParseQueryRest(Scope? outer, Scope? scope)
    {
        while (TakeAny("union", "intersect", "except") is not null)
        {
            _ = TakeAny("all", "distinct");
            ParseTerm(outer);
        }

        var before = _scope;
        _scope = scope ?? _facts.Open(outer, isOfResult: true);
        if (Take("order"))
        {
            Expect("by");
            ParseOrdering();
        }

        ParseLimits();
        _scope = before;
    }

    /// <summary>One query without set operations.</summary>
    /// <returns>Its names; <see langword="null"/> where they are out of sight of what follows.</returns>
    private Scope? ParseTerm(Scope? outer)
    {
        if (Take(SqlTokenKind.OpenParen))
        {
            ParseData(outer);
            Expect(SqlTokenKind.CloseParen);
            return null;
        }

        if (Is("select"))
        {
            return ParseSelect(outer);
        }

        var before = _scope;
        _scope = _facts.Open(outer);
        if (Take("values"))
        {
            ParseRows();
        }
        else if (IsPostgres && Take("table"))
        {
            Take("only");
            _scope.Add(SourceOf(ParseTableName(), null, false));
            TakeOperator("*");
            _scope.Add(new ColumnReference([], null, Current.Start, true));
        }
        else
        {
            FailHere();
        }

        _scope = before;
        return null;
    }

    private void ParseRows()
    {
        do
        {
            Expect(SqlTokenKind.OpenParen);
            ParseExpressions();
            Expect(SqlTokenKind.CloseParen);
        }
        while (Take(SqlTokenKind.Comma));
    }

    private void ParseLimits()
    {
        while (true)
        {
            if (Take("limit"))
            {
                if (!Take("all"))
                {
                    ParseExpression();
                }

                if (IsSqlite && Take(SqlTokenKind.Comma))
                {
                    ParseExpression();
                }
            }
            else if (Take("offset"))
            {
                ParseExpression();
                _ = TakeAny("row", "rows");
            }
            else if (IsPostgres && Take("fetch"))
            {
                ParseFetch();
            }
            else if (IsPostgres && Take("for"))
            {
                ParseLocking();
            }
            else
            {
                return;
            }
        }
    }

    private void ParseFetch()
    {
        Require(TakeAny("first", "next") is not null);
        if (!Is("row") && !Is("rows"))
        {
            ParseOperand();
        }

        Require(TakeAny("row", "rows") is not null);
        if (Take("with"))
        {
            Expect("ties");
        }
        else
        {
            Expect("only");
        }
    }

    /// <summary><c>for update of t skip locked</c>: locks rows, reads no more of them.</summary>
    private void ParseLocking()
    {
        if (Take("no"))
        {
            Expect("key");
            Expect("update");
        }
        else if (Take("key"))
        {
            Expect("share");
        }
        else
        {
            Require(TakeAny("update", "share") is not null);
        }

        if (Take("of"))
        {
            do
            {
                ParseTableName();
            }
            while (Take(SqlTokenKind.Comma));
        }

        if (Take("skip"))
        {
            Expect("locked");
        }
        else
        {
            Take("nowait");
        }
    }
}
