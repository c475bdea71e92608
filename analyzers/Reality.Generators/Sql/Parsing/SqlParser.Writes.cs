using Reality.Generators.Sql.Lexing;
using Reality.Generators.Sql.Scopes;

namespace Reality.Generators.Sql.Parsing;

/// <summary><c>update</c>, <c>delete</c>, <c>truncate</c> and what statements that write have in common.</summary>
internal sealed partial class SqlParser
{
    private void ParseUpdate(Scope? outer)
    {
        var before = _scope;
        _scope = _facts.Open(outer);
        Expect("update");
        TakeConflictChoice();
        var table = ParseTarget();
        Expect("set");
        _facts.Write(table, TableWriteKind.Update, Listed(ParseAssignments()), true);
        if (Take("from"))
        {
            ParseSources();
        }

        ParseCondition();
        ParseReturning();
        ParseSqliteLimits();
        _scope = before;
    }

    private void ParseDelete(Scope? outer)
    {
        var before = _scope;
        _scope = _facts.Open(outer);
        Expect("delete");
        Expect("from");
        _facts.Write(ParseTarget(), TableWriteKind.Delete, ColumnSet.All, false);
        if (IsPostgres && Take("using"))
        {
            ParseSources();
        }

        ParseCondition();
        ParseReturning();
        ParseSqliteLimits();
        _scope = before;
    }

    private SqlStatementKind ParseTruncate()
    {
        Expect("truncate");
        Take("table");
        do
        {
            Take("only");
            _facts.Write(ParseTableName(), TableWriteKind.Truncate, ColumnSet.All, false);
            TakeOperator("*");
        }
        while (Take(SqlTokenKind.Comma));
        if (TakeAny("restart", "continue") is not null)
        {
            Expect("identity");
        }

        if (Is("cascade"))
        {
            Fail("'cascade' also empties tables that are not named");
        }

        Take("restrict");
        return SqlStatementKind.Truncate;
    }

    /// <summary>The table that is written, with its alias: it joins the names in sight.</summary>
    private TableName ParseTarget()
    {
        var isOnly = IsPostgres && Take("only");
        var isWrapped = isOnly && Take(SqlTokenKind.OpenParen);
        var table = ParseTableName();
        if (isWrapped)
        {
            Expect(SqlTokenKind.CloseParen);
        }

        if (IsPostgres)
        {
            TakeOperator("*");
        }

        var alias = IsPostgres || Is("as") ? ParseAlias() : null;
        ParseSampling();
        _scope.Add(new Source(alias ?? table.Name, table, alias is not null) { IsTarget = true });
        return table;
    }

    /// <summary><c>a = 1, (b, c) = (select …)</c>.</summary>
    private List<string> ParseAssignments()
    {
        var columns = new List<string>();
        do
        {
            if (Is(SqlTokenKind.OpenParen))
            {
                columns.AddRange(ParseColumnNames());
            }
            else
            {
                columns.Add(ParseWrittenColumn());
            }

            if (!TakeOperator("=") && !(IsSqlite && TakeOperator("==")))
            {
                FailHere();
            }

            ParseExpression();
        }
        while (Take(SqlTokenKind.Comma));
        return columns;
    }

    private void ParseCondition()
    {
        if (!Take("where"))
        {
            return;
        }

        if (IsPostgres && Is("current") && IsAhead("of"))
        {
            Skip();
            Skip();
            ParseName();
            return;
        }

        ParseExpression();
    }

    private void ParseReturning()
    {
        if (!Take("returning"))
        {
            return;
        }

        foreach (var alias in ParseReturningAliases())
        {
            _scope.Add(new Source(alias, null, true) { NeedsQualifier = true, Joined = [.. _scope.Sources.Where(static source => source.IsTarget)] });
        }

        ParseResultColumns();
    }

    /// <summary>The names of the row before and after: <c>old</c> and <c>new</c>, or what <c>with (old as o)</c> calls them.</summary>
    private List<string> ParseReturningAliases()
    {
        List<string> aliases = IsPostgres ? ["old", "new"] : [];
        if (IsPostgres && Take("with"))
        {
            Expect(SqlTokenKind.OpenParen);
            do
            {
                Require(TakeAny("old", "new") is not null);
                Expect("as");
                aliases.Add(ParseName());
            }
            while (Take(SqlTokenKind.Comma));
            Expect(SqlTokenKind.CloseParen);
        }

        return aliases;
    }

    /// <summary><c>or ignore</c>, <c>or replace</c>.</summary>
    private string? TakeConflictChoice()
    {
        if (!IsSqlite || !Take("or"))
        {
            return null;
        }

        var choice = TakeAny("replace", "ignore", "abort", "fail", "rollback");
        Require(choice is not null);
        return choice;
    }

    private void ParseSqliteLimits()
    {
        if (IsSqlite && Take("order"))
        {
            Expect("by");
            ParseOrdering();
        }

        if (IsSqlite)
        {
            ParseLimits();
        }
    }
}
