using Reality.Generators.Sql.Lexing;
using Reality.Generators.Sql.Scopes;

namespace Reality.Generators.Sql.Parsing;

/// <summary>What stands in <c>from</c> and <c>using</c>: tables, subqueries, functions, joins.</summary>
internal sealed partial class SqlParser
{
    private const int MostSources = 200;

    private void ParseSources()
    {
        do
        {
            ParseJoined();
        }
        while (Take(SqlTokenKind.Comma));
    }

    private void ParseSource()
    {
        if (!Enter())
        {
            return;
        }

        if (_scope.Sources.Count >= MostSources)
        {
            Fail("it joins too many tables");
        }

        var isLateral = IsPostgres && Take("lateral");
        if (Is(SqlTokenKind.OpenParen))
        {
            if (IsQueryInParentheses(_at))
            {
                Skip();
                ParseData(isLateral ? _scope : _scope.Outer);
                Expect(SqlTokenKind.CloseParen);
                AddDerived(null, []);
            }
            else
            {
                ParseJoinInParentheses();
            }
        }
        else if (IsPostgres && Is("rows") && IsAhead("from") && Ahead(2).Kind == SqlTokenKind.OpenParen)
        {
            ParseRowsFrom();
        }
        else
        {
            ParseTableOrFunction();
        }

        Leave();
    }

    private void ParseTableOrFunction()
    {
        var isOnly = IsPostgres && Take("only");
        var isWrapped = isOnly && Take(SqlTokenKind.OpenParen);
        var table = ParseTableName();
        if (isWrapped)
        {
            Expect(SqlTokenKind.CloseParen);
        }
        else if (!isOnly && Is(SqlTokenKind.OpenParen))
        {
            ParseTableFunction(table);
            return;
        }

        if (IsPostgres)
        {
            TakeOperator("*");
        }

        var alias = ParseAlias();
        var renames = alias is not null && IsPostgres && Is(SqlTokenKind.OpenParen);
        if (renames)
        {
            ParseColumnNames();
        }

        _scope.Add(SourceOf(table, alias, renames));
        ParseSampling();
    }

    private void ParseSampling()
    {
        if (IsPostgres && Take("tablesample"))
        {
            ParseTableName();
            ParseArguments();
            if (Take("repeatable"))
            {
                Expect(SqlTokenKind.OpenParen);
                ParseExpression();
                Expect(SqlTokenKind.CloseParen);
            }
        }
        else if (IsSqlite && Is("indexed") && IsAhead("by"))
        {
            Skip();
            Skip();
            ParseName();
        }
        else if (IsSqlite && Is("not") && IsAhead("indexed"))
        {
            Skip();
            Skip();
        }
    }

    /// <summary>
    /// Whether parentheses in <c>from</c> hold a query, as in <c>((select …) union (select …)) x</c>, or a join, as in
    /// <c>((select …) x join y …)</c>. What follows the inner parentheses tells.
    /// </summary>
    private bool IsQueryInParentheses(int open)
    {
        var depth = 0;
        while (_tokens[open + depth].Kind == SqlTokenKind.OpenParen)
        {
            depth++;
        }

        if (depth > DeepestNesting || !IsQueryStart(open + depth - _at))
        {
            return false;
        }

        for (var inner = depth - 1; inner > 0; inner--)
        {
            var after = _tokens[_tokens.ClosingOf(open + inner) + 1];
            var goesOn = after.Kind == SqlTokenKind.CloseParen
                || after is { Kind: SqlTokenKind.Word, Text: "union" or "intersect" or "except" or "order" or "limit" or "offset" or "fetch" or "for" };
            if (!goesOn)
            {
                return false;
            }
        }

        return true;
    }
}
