using Reality.Generators.Sql.Lexing;
using Reality.Generators.Sql.Scopes;

namespace Reality.Generators.Sql.Parsing;

/// <summary>Operands: values, columns, calls, whatever stands in parentheses, and what belongs to it alone.</summary>
internal sealed partial class SqlParser
{
    private void ParseOperand()
    {
        while ((Is(SqlTokenKind.Operator) && Current.Text != "*") || Is("not"))
        {
            Skip();
        }

        var hasFields = false;
        switch (Current.Kind)
        {
            case SqlTokenKind.Number:
                Skip();
                break;
            case SqlTokenKind.Parameter:
                ParseParameter();
                break;
            case SqlTokenKind.String:
                ParseStrings();
                break;
            case SqlTokenKind.OpenParen:
                ParseParenthesized();
                hasFields = IsPostgres;
                break;
            case SqlTokenKind.Word or SqlTokenKind.QuotedName:
                ParseWordOperand();
                break;
            default:
                FailHere();
                break;
        }

        if (IsPostgres)
        {
            ParsePostfix(hasFields);
        }
    }

    /// <summary><c>::type</c>, <c>[element]</c>, and <c>.field</c> where an operand can have fields.</summary>
    private void ParsePostfix(bool hasFields)
    {
        while (true)
        {
            if (Take(SqlTokenKind.Cast))
            {
                ParseType();
                hasFields = false;
            }
            else if (Is(SqlTokenKind.OpenBracket))
            {
                ParseSubscript();
                hasFields = true;
            }
            else if (hasFields && Take(SqlTokenKind.Dot))
            {
                if (!TakeOperator("*"))
                {
                    ParseAfterDot();
                }
            }
            else
            {
                return;
            }
        }
    }

    private void ParseSubscript()
    {
        Expect(SqlTokenKind.OpenBracket);
        if (!Is(SqlTokenKind.Colon))
        {
            ParseExpression();
        }

        if (Take(SqlTokenKind.Colon))
        {
            if (!Is(SqlTokenKind.CloseBracket))
            {
                ParseExpression();
            }
        }
        else if (Is(SqlTokenKind.Parameter) && Current.Text[0] == ':')
        {
            // [1:n] looks like [1 :n]; n may be a column.
            if (!SqlCharacters.IsDigit(Current.Text[1]))
            {
                Refer([SqlCharacters.Fold(Current.Text.Substring(1))], Current.Start);
            }

            Skip();
        }

        Expect(SqlTokenKind.CloseBracket);
    }

    private void ParseWordOperand()
    {
        var opens = Ahead(1).Kind == SqlTokenKind.OpenParen;
        if (Is(SqlTokenKind.Word))
        {
            switch (Current.Text)
            {
                case "case":
                    ParseCase();
                    return;
                case "exists" when opens:
                case "any" or "some" or "all" or "row" when opens && IsPostgres:
                    ParseKeywordOperand();
                    return;
                case "array" when IsPostgres:
                    ParseArray();
                    return;
                case "cast" when opens:
                    ParseCast();
                    return;
                case "interval" when IsPostgres && (opens || Ahead(1).Kind == SqlTokenKind.String):
                    ParseInterval();
                    return;
                case "timestamp" or "time" when IsPostgres && ((IsAhead("with") && Ahead(2).Is("time")) || IsAhead("without")):
                case "double" when IsPostgres && IsAhead("precision"):
                    ParseType();
                    ParseStrings();
                    return;
                case var word when SqlWords.IsValue(word, _dialect):
                    ParseWordValue();
                    return;
            }

            if (SqlWords.IsReserved(Current.Text, _dialect) && !(opens && Current.Text is "left" or "right" or "like" or "replace"))
            {
                FailHere();
                return;
            }
        }

        ParseReference();
    }

    /// <summary><c>exists (…)</c>, <c>any (…)</c>, <c>row (…)</c>.</summary>
    private void ParseKeywordOperand()
    {
        var isRow = Is("row");
        Skip();
        if (isRow && Ahead(1).Kind == SqlTokenKind.CloseParen)
        {
            SkipParentheses();
            return;
        }

        ParseParenthesized();
    }

    /// <summary>A column, a whole row, a call, or a type before its text.</summary>
    private void ParseReference()
    {
        var start = Current.Start;
        var parts = new List<string> { Current.Text };
        Skip();
        while (Take(SqlTokenKind.Dot))
        {
            if (TakeOperator("*"))
            {
                _scope.Add(new ColumnReference(parts, null, start));
                return;
            }

            parts.Add(ParseAfterDot());
        }

        if (Is(SqlTokenKind.OpenParen))
        {
            ParseCall(parts);
        }
        else if (IsPostgres && Is(SqlTokenKind.String))
        {
            ParseStrings();
        }
        else
        {
            Refer(parts, start);
        }
    }

    private void Refer(List<string> parts, int start) =>
        _scope.Add(new ColumnReference(parts.GetRange(0, parts.Count - 1), parts[parts.Count - 1], start));
}
