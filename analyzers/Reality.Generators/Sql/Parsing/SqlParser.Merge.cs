using Reality.Generators.Sql.Lexing;

namespace Reality.Generators.Sql.Parsing;

/// <summary><c>merge</c>.</summary>
internal sealed partial class SqlParser
{
    private void ParseMerge(Scopes.Scope? outer)
    {
        var before = _scope;
        _scope = _facts.Open(outer);
        Expect("merge");
        Expect("into");
        var table = ParseTarget();
        Expect("using");
        ParseJoined();
        Expect("on");
        ParseExpression();
        var updated = new List<string>();
        var movesRows = false;
        do
        {
            movesRows |= ParseMergeAction(updated);
        }
        while (Is("when"));
        ParseReturning();
        _scope = before;
        _facts.Write(table, TableWriteKind.Merge, movesRows ? ColumnSet.All : Listed(updated), updated.Count > 0);
    }

    /// <summary><c>when [not] matched [by source] [and …] then …</c>.</summary>
    /// <returns>Whether rows come or go.</returns>
    private bool ParseMergeAction(List<string> updated)
    {
        Expect("when");
        Take("not");
        Expect("matched");
        if (Take("by"))
        {
            Require(TakeAny("source", "target") is not null);
        }

        if (Take("and"))
        {
            ParseExpression();
        }

        Expect("then");
        if (Take("do"))
        {
            Expect("nothing");
            return false;
        }

        if (Take("update"))
        {
            Expect("set");
            updated.AddRange(ParseAssignments());
            return false;
        }

        if (Take("delete"))
        {
            return true;
        }

        Expect("insert");
        if (Is(SqlTokenKind.OpenParen))
        {
            ParseColumnNames();
        }

        if (Take("overriding"))
        {
            Require(TakeAny("user", "system") is not null);
            Expect("value");
        }

        if (Take("default"))
        {
            Expect("values");
        }
        else
        {
            Expect("values");
            ParseRows();
        }

        return true;
    }
}
