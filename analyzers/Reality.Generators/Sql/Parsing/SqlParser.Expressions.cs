using Reality.Generators.Sql.Lexing;
using Reality.Generators.Sql.Scopes;

namespace Reality.Generators.Sql.Parsing;

/// <summary>
/// Expressions: operands with operators between them. What binds stronger is of no interest, but where an operand or an operator must stand
/// is, since that tells a column from an alias and a keyword from either.
/// </summary>
internal sealed partial class SqlParser
{
    private void ParseExpressions()
    {
        do
        {
            ParseExpression();
        }
        while (Take(SqlTokenKind.Comma));
    }

    /// <param name="isPosition">Whether it is the first part of <c>position(a in b)</c>, which <c>in</c> ends.</param>
    private void ParseExpression(bool isPosition = false)
    {
        if (!Enter())
        {
            return;
        }

        do
        {
            ParseOperand();
        }
        while (TakeBinary(isPosition));
        Leave();
    }

    /// <summary>Takes what follows an operand.</summary>
    /// <returns>Whether another operand must follow.</returns>
    private bool TakeBinary(bool isPosition)
    {
        while (true)
        {
            if (Take(SqlTokenKind.Operator))
            {
                return true;
            }

            if (!Is(SqlTokenKind.Word))
            {
                return false;
            }

            switch (Current.Text)
            {
                case "and" or "or" or "like" or "escape":
                case "ilike" or "overlaps" when IsPostgres:
                case "glob" or "regexp" or "match" when IsSqlite:
                    Skip();
                    return true;
                case "similar" when IsPostgres:
                    Skip();
                    Expect("to");
                    return true;
                case "between":
                    Skip();
                    _ = IsPostgres ? TakeAny("symmetric", "asymmetric") : null;
                    return true;
                case "in" when !isPosition:
                    Skip();
                    ParseMembers();
                    continue;
                case "is":
                    Skip();
                    if (TakeTruth())
                    {
                        continue;
                    }

                    return true;
                case "isnull" or "notnull":
                    Skip();
                    continue;
                case "collate":
                    Skip();
                    ParseTableName();
                    continue;
                case "uescape" when IsPostgres:
                    Skip();
                    Expect(SqlTokenKind.String);
                    continue;
                case "not" when Ahead(1) is { Kind: SqlTokenKind.Word, Text: "in" or "like" or "ilike" or "similar" or "between" or "glob" or "regexp" or "match" }:
                    Skip();
                    continue;
                case "not" when IsSqlite && IsAhead("null"):
                    Skip();
                    Skip();
                    continue;
                case "at" when IsPostgres && IsAhead("time"):
                    Skip();
                    Skip();
                    Expect("zone");
                    return true;
                case "at" when IsPostgres && IsAhead("local"):
                    Skip();
                    Skip();
                    continue;
                case "operator" when IsPostgres && Ahead(1).Kind == SqlTokenKind.OpenParen:
                    Skip();
                    SkipParentheses();
                    return true;
                default:
                    return false;
            }
        }
    }

    /// <summary>After <c>in</c>: a list, a query, a parameter that Dapper makes a list of; in SQLite also a table.</summary>
    private void ParseMembers()
    {
        if (Take(SqlTokenKind.Parameter))
        {
            return;
        }

        if (Is(SqlTokenKind.OpenParen))
        {
            if (IsSqlite && Ahead(1).Kind == SqlTokenKind.CloseParen)
            {
                SkipParentheses();
                return;
            }

            ParseParenthesized();
        }
        else if (IsSqlite)
        {
            var table = ParseTableName();
            Require(!Is(SqlTokenKind.OpenParen));
            var scope = _facts.Open(null);
            scope.Add(SourceOf(table, null, false));
            scope.Add(new ColumnReference([], null, Current.Start, true));
        }
        else
        {
            FailHere();
        }
    }

    /// <summary>After <c>is</c>: a test that ends there, or the operator <c>is [not] [distinct from]</c> before an operand.</summary>
    private bool TakeTruth()
    {
        Take("not");
        if (Is("distinct"))
        {
            Skip();
            Expect("from");
            return false;
        }

        if (IsSqlite)
        {
            return false;
        }

        if (TakeAny("nfc", "nfd", "nfkc", "nfkd") is not null)
        {
            Expect("normalized");
            return true;
        }

        if (Take("json"))
        {
            _ = TakeAny("value", "object", "array", "scalar");
            return true;
        }

        Require(TakeAny("null", "true", "false", "unknown", "document", "normalized") is not null);
        return true;
    }

    private void ParseParenthesized()
    {
        var isQuery = IsQueryStart(1);
        var mayBeQuery = Ahead(1).Kind == SqlTokenKind.OpenParen;
        Expect(SqlTokenKind.OpenParen);
        if (isQuery)
        {
            ParseData(_scope);
        }
        else
        {
            ParseExpressions();
            if (mayBeQuery && ContinuesQuery)
            {
                // It was ((select …) union …): the first query has been read as an operand.
                ParseQueryRest(_scope, null);
            }
        }

        Expect(SqlTokenKind.CloseParen);
    }

    private void ParseCase()
    {
        Expect("case");
        if (!Is("when"))
        {
            ParseExpression();
        }

        do
        {
            Expect("when");
            ParseExpression();
            Expect("then");
            ParseExpression();
        }
        while (Is("when"));
        if (Take("else"))
        {
            ParseExpression();
        }

        Expect("end");
    }
}
