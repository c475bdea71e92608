using Reality.Generators.Sql.Lexing;
using Reality.Generators.Sql.Scopes;

namespace Reality.Generators.Sql.Parsing;

/// <summary>Joins, with and without parentheses.</summary>
internal sealed partial class SqlParser
{
    private void ParseJoined()
    {
        var joins = 0;
        ParseSource();
        while (true)
        {
            if (TakeJoin())
            {
                joins++;
                ParseSource();
            }
            else if (joins > 0 && Is("on") && !IsAhead("conflict"))
            {
                joins--;
                Skip();
                ParseExpression();
            }
            else if (joins > 0 && Is("using") && Ahead(1).Kind == SqlTokenKind.OpenParen)
            {
                joins--;
                ParseJoinColumns();
            }
            else
            {
                return;
            }
        }
    }

    private bool TakeJoin()
    {
        var isNatural = Take("natural");
        if (isNatural)
        {
            _scope.IsNatural = true;
        }

        if (TakeAny("left", "right", "full") is not null)
        {
            Take("outer");
        }
        else if (TakeAny("inner", "cross") is null)
        {
            if (isNatural)
            {
                Expect("join");
                return true;
            }

            return Take("join");
        }

        Expect("join");
        return true;
    }

    private void ParseJoinColumns()
    {
        Expect("using");
        var at = Current.Start;
        foreach (var column in ParseColumnNames())
        {
            _scope.Add(new ColumnReference([], column, at, true));
        }

        if (IsPostgres && Take("as"))
        {
            _scope.Add(new Source(ParseName(), null, true) { Joined = TablesFrom(0) });
        }
    }

    private void ParseJoinInParentheses()
    {
        var first = _scope.Sources.Count;
        Expect(SqlTokenKind.OpenParen);
        if (IsSqlite)
        {
            ParseSources();
        }
        else
        {
            ParseJoined();
        }

        Expect(SqlTokenKind.CloseParen);
        if (Is("as") || (IsPlainName && !(Is(SqlTokenKind.Word) && ContinuesStatement())))
        {
            AddDerived(null, TablesFrom(first));
        }
    }

    private List<Source> TablesFrom(int first) => [.. _scope.Sources.Skip(first).Where(static source => source.Joined.Count == 0)];
}
