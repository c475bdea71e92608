using Reality.Generators.Sql.Lexing;
using Reality.Generators.Sql.Scopes;

namespace Reality.Generators.Sql.Parsing;

/// <summary>Functions in <c>from</c>, and what else has columns of its own there.</summary>
internal sealed partial class SqlParser
{
    private void ParseTableFunction(TableName function)
    {
        CheckTableFunction(function);
        ParseArguments();
        if (IsPostgres && Take("with"))
        {
            Expect("ordinality");
        }

        AddDerived(function.Name, []);
    }

    private void CheckTableFunction(TableName function)
    {
        _facts.Call(function.ToString());
        var isBuiltIn = (function.Schema is null or "pg_catalog") && TableFunctions.Has(function.Name, _dialect);
        if (!isBuiltIn && !_isDeclared(function.ToString()))
        {
            Fail($"'{function}' may read any table");
        }
    }

    private void ParseRowsFrom()
    {
        Expect("rows");
        Expect("from");
        Expect(SqlTokenKind.OpenParen);
        do
        {
            CheckTableFunction(ParseTableName());
            ParseArguments();
            if (Take("as"))
            {
                SkipParentheses();
            }
        }
        while (Take(SqlTokenKind.Comma));
        Expect(SqlTokenKind.CloseParen);
        if (Take("with"))
        {
            Expect("ordinality");
        }

        AddDerived(null, []);
    }

    /// <summary>Adds what has columns of its own, under its alias.</summary>
    private void AddDerived(string? name, IReadOnlyList<Source> joined)
    {
        if (name is not null && Is("as") && Ahead(1).Kind == SqlTokenKind.OpenParen)
        {
            Skip();
            SkipParentheses();
        }
        else if (ParseAlias() is { } alias)
        {
            name = alias;
            if (IsPostgres && Is(SqlTokenKind.OpenParen))
            {
                SkipParentheses();
            }
        }

        _scope.Add(new Source(name, null, true) { Joined = joined });
    }
}
