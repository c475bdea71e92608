using Reality.Generators.Sql.Lexing;

namespace Reality.Generators.Sql.Parsing;

/// <summary>What defines the schema: known as such and no more, but for temporary tables, which the rest of the text may use.</summary>
internal sealed partial class SqlParser
{
    private SqlStatementKind ParseDefinition()
    {
        if (!Take("create"))
        {
            SkipToSemicolon();
            return SqlStatementKind.Definition;
        }

        if (Take("or"))
        {
            Expect("replace");
        }

        if (TakeAny("temp", "temporary") is not null)
        {
            return ParseTemporary();
        }

        Take("unique");
        Take("unlogged");
        if (TakeAny("table", "index", "schema", "extension", "sequence", "type", "domain", "view", "collation", "role", "user", "policy") is { } what)
        {
            ParseDefined(what == "table");
            return SqlStatementKind.Definition;
        }

        // The bodies of functions, triggers and rules are statements with semicolons of their own.
        Fail(Is(SqlTokenKind.Word) ? $"'create {Current.Text}' may hold statements" : "'create' of something that I do not know");
        _isLast = true;
        return SqlStatementKind.Unknown;
    }

    private void ParseDefined(bool isTable)
    {
        var isQuery = false;
        while (!Is(SqlTokenKind.Semicolon) && !Is(SqlTokenKind.End))
        {
            isQuery |= isTable && Is("as") && (IsAhead("select") || IsAhead("with") || IsAhead("table") || IsAhead("values")
                || IsAhead("execute") || Ahead(1).Kind == SqlTokenKind.OpenParen);
            if (Is(SqlTokenKind.OpenParen))
            {
                SkipParentheses();
            }
            else
            {
                Skip();
            }
        }

        if (isQuery)
        {
            Fail("a table is made from a query");
        }
    }

    private SqlStatementKind ParseTemporary()
    {
        if (!Take("table"))
        {
            Fail("something temporary that is no table");
            _isLast = true;
            return SqlStatementKind.Unknown;
        }

        if (Take("if"))
        {
            Expect("not");
            Expect("exists");
        }

        var name = ParseTableName();
        if (Is(SqlTokenKind.OpenParen))
        {
            SkipParentheses();
        }

        while (!Is("as") && (Is(SqlTokenKind.Word) || Is(SqlTokenKind.Comma) || Is(SqlTokenKind.OpenParen)))
        {
            if (Is(SqlTokenKind.OpenParen))
            {
                SkipParentheses();
            }
            else
            {
                Skip();
            }
        }

        if (Take("as"))
        {
            ParseData(null);
            if (Take("with"))
            {
                Take("no");
                Expect("data");
            }
        }

        if (_unknown is null)
        {
            _temporary.Add(name.Name);
        }

        return SqlStatementKind.Definition;
    }
}
