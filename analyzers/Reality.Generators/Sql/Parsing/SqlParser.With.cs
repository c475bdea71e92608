using Reality.Generators.Sql.Lexing;
using Reality.Generators.Sql.Scopes;

namespace Reality.Generators.Sql.Parsing;

/// <summary><c>with</c>: names that stand for queries.</summary>
internal sealed partial class SqlParser
{
    private void ParseWith(Scope? outer)
    {
        Expect("with");
        var seesAll = Take("recursive") || IsSqlite;
        if (seesAll)
        {
            DeclareAhead();
        }

        do
        {
            var name = ParseName();
            if (Is(SqlTokenKind.OpenParen))
            {
                SkipParentheses();
            }

            Expect("as");
            if (Take("not"))
            {
                Expect("materialized");
            }
            else
            {
                Take("materialized");
            }

            Expect(SqlTokenKind.OpenParen);
            ParseData(outer);
            Expect(SqlTokenKind.CloseParen);
            SkipSearchAndCycle();
            if (seesAll)
            {
                Require(_commonTables.Contains(name));
            }
            else
            {
                _commonTables = _commonTables.Add(name);
            }
        }
        while (Take(SqlTokenKind.Comma));
    }

    /// <summary>In SQLite, and after <c>recursive</c>, each of the names is in sight in every one of the queries.</summary>
    private void DeclareAhead()
    {
        var at = _at;
        while (_tokens[at].IsName)
        {
            _commonTables = _commonTables.Add(_tokens[at++].Text);
            at = _tokens[at].Kind == SqlTokenKind.OpenParen ? _tokens.ClosingOf(at) + 1 : at;
            while (_tokens[at].Kind == SqlTokenKind.Word)
            {
                at++;
            }

            if (_tokens[at].Kind != SqlTokenKind.OpenParen)
            {
                return;
            }

            at = _tokens.ClosingOf(at) + 1;
            if (_tokens[at].Is("search") || _tokens[at].Is("cycle"))
            {
                while (_tokens[at].Kind is SqlTokenKind.Word or SqlTokenKind.QuotedName or SqlTokenKind.String or SqlTokenKind.Number
                    || (_tokens[at].Kind == SqlTokenKind.Comma && !IsNextCommonTable(at + 1)))
                {
                    at++;
                }
            }

            if (_tokens[at].Kind != SqlTokenKind.Comma)
            {
                return;
            }

            at++;
        }
    }

    private bool IsNextCommonTable(int at) => _tokens[at + 1].Kind == SqlTokenKind.OpenParen || _tokens[at + 1].Is("as");

    /// <summary><c>search depth first by a, b set c cycle a, b set c to 1 default 0 using d</c>: names of the query's own result.</summary>
    private void SkipSearchAndCycle()
    {
        while (IsPostgres && TakeAny("search", "cycle") is { } clause)
        {
            if (clause == "search" && (TakeAny("depth", "breadth") is null || !Take("first") || !Take("by")))
            {
                FailHere();
            }

            do
            {
                ParseName();
            }
            while (Take(SqlTokenKind.Comma));
            Expect("set");
            ParseName();
            if (clause == "cycle" && Take("to"))
            {
                ParseExpression();
                Expect("default");
                ParseExpression();
            }

            if (clause == "cycle" && Take("using"))
            {
                ParseName();
            }
        }
    }
}
