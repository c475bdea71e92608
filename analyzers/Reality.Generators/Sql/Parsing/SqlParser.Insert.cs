using Reality.Generators.Sql.Lexing;
using Reality.Generators.Sql.Scopes;

namespace Reality.Generators.Sql.Parsing;

/// <summary><c>insert</c> with <c>on conflict</c>, and <c>copy</c>.</summary>
internal sealed partial class SqlParser
{
    private void ParseInsert(Scope? outer)
    {
        var before = _scope;
        var target = _facts.Open(outer);
        var replaces = Take("replace");
        if (!replaces)
        {
            Expect("insert");
            replaces = TakeConflictChoice() == "replace";
        }

        Expect("into");
        var table = ParseTableName();
        var alias = Take("as") ? ParseName() : null;
        target.Add(new Source(alias ?? table.Name, table, alias is not null) { IsTarget = true });
        var columns = Is(SqlTokenKind.OpenParen) && !IsQueryInParentheses(_at) ? Listed(ParseColumnNames()) : ColumnSet.All;
        if (IsPostgres && Take("overriding"))
        {
            Require(TakeAny("user", "system") is not null);
            Expect("value");
        }

        ParseInserted(outer);
        _scope = target;
        var updated = ParseConflicts();
        ParseReturning();
        _scope = before;

        // "or replace" removes the row that is in the way: what comes in its place may have the same identity.
        _facts.Write(table, TableWriteKind.Insert, columns, replaces || updated.Count > 0);
        if (updated.Count > 0)
        {
            _facts.Write(table, TableWriteKind.Update, Listed(updated), true);
        }
    }

    /// <summary>The rows: values, none, or a query, none of which sees the table itself.</summary>
    private void ParseInserted(Scope? outer)
    {
        if (Take("default"))
        {
            Expect("values");
        }
        else
        {
            ParseData(outer);
        }
    }

    /// <summary>Reads every <c>on conflict</c>.</summary>
    /// <returns>The columns that they update.</returns>
    private List<string> ParseConflicts()
    {
        var updated = new List<string>();
        while (Is("on") && IsAhead("conflict"))
        {
            Skip();
            Skip();
            ParseConflictTarget();
            Expect("do");
            if (Take("nothing"))
            {
                continue;
            }

            Expect("update");
            Expect("set");
            _scope.Add(new Source("excluded", null, true) { NeedsQualifier = true });
            updated.AddRange(ParseAssignments());
            if (Take("where"))
            {
                ParseExpression();
            }
        }

        return updated;
    }

    /// <summary>Names an index, which is no reading of rows.</summary>
    private void ParseConflictTarget()
    {
        if (IsPostgres && Take("on"))
        {
            Expect("constraint");
            ParseName();
            return;
        }

        if (!Is(SqlTokenKind.OpenParen))
        {
            return;
        }

        var before = _scope;
        _scope = _facts.Open(null, isOfResult: true);
        Expect(SqlTokenKind.OpenParen);
        do
        {
            ParseExpression();
            if (IsPostgres && IsPlainName)
            {
                // The operator class of an index.
                ParseTableName();
            }

            _ = TakeAny("asc", "desc");
        }
        while (Take(SqlTokenKind.Comma));
        Expect(SqlTokenKind.CloseParen);
        if (Take("where"))
        {
            ParseExpression();
        }

        _scope = before;
    }

    private SqlStatementKind ParseCopy()
    {
        Expect("copy");
        Take("binary");
        if (Take(SqlTokenKind.OpenParen))
        {
            ParseData(null);
            Expect(SqlTokenKind.CloseParen);
            Expect("to");
            SkipToSemicolon();
            return SqlStatementKind.Copy;
        }

        var table = ParseTableName();
        var columns = Is(SqlTokenKind.OpenParen) ? Listed(ParseColumnNames()) : ColumnSet.All;
        if (Take("from"))
        {
            _facts.Write(table, TableWriteKind.Copy, columns, false);
        }
        else
        {
            Expect("to");
            var scope = _facts.Open(null);
            var source = SourceOf(table, null, false);
            scope.Add(source);
            columns.Names.ToList().ForEach(column => source.Read(column, true));
            if (columns.Extent == ColumnExtent.All)
            {
                source.Read(null, true);
            }
        }

        SkipToSemicolon();
        return SqlStatementKind.Copy;
    }
}
