using Reality.Generators.Sql.Lexing;
using Reality.Generators.Sql.Scopes;

namespace Reality.Generators.Sql.Parsing;

/// <summary>Names of tables and columns, aliases and types.</summary>
internal sealed partial class SqlParser
{
    private bool IsPlainName => Current.Kind == SqlTokenKind.QuotedName
        || (Current.Kind == SqlTokenKind.Word && !SqlWords.IsReserved(Current.Text, _dialect));

    private string ParseName()
    {
        var name = Current.Text;
        if (IsPlainName)
        {
            Skip();
        }
        else
        {
            FailHere();
        }

        return name;
    }

    /// <summary>A table, with a schema, or a database and a schema, before it.</summary>
    private TableName ParseTableName()
    {
        string? schema = null;
        var name = ParseName();
        for (var parts = 1; parts < 3 && Take(SqlTokenKind.Dot); parts++)
        {
            (schema, name) = (name, ParseAfterDot());
        }

        return new(schema, name);
    }

    /// <summary>After a dot no word is reserved.</summary>
    private string ParseAfterDot()
    {
        var name = Current.Text;
        if (Current.IsName)
        {
            Skip();
        }
        else
        {
            FailHere();
        }

        return name;
    }

    /// <summary>The alias of a table, if there is one.</summary>
    private string? ParseAlias()
    {
        if (Take("as"))
        {
            return IsSqlite && Is(SqlTokenKind.String) ? FailedName("an alias is written as a string") : ParseName();
        }

        return IsPlainName && !(Is(SqlTokenKind.Word) && ContinuesStatement()) ? ParseName() : null;
    }

    private bool ContinuesStatement() => SqlWords.Continues(Current.Text, _dialect)
        || (IsSqlite && Is("indexed") && IsAhead("by"));

    private string FailedName(string reason)
    {
        Fail(reason);
        return string.Empty;
    }

    /// <summary>A list of column names in parentheses, each perhaps with a field or an element of it.</summary>
    private List<string> ParseColumnNames()
    {
        var names = new List<string>();
        Expect(SqlTokenKind.OpenParen);
        do
        {
            names.Add(ParseWrittenColumn());
        }
        while (Take(SqlTokenKind.Comma));
        Expect(SqlTokenKind.CloseParen);
        return names;
    }

    private string ParseWrittenColumn()
    {
        var name = ParseName();
        while (IsPostgres && (Is(SqlTokenKind.Dot) || Is(SqlTokenKind.OpenBracket)))
        {
            if (Take(SqlTokenKind.Dot))
            {
                ParseAfterDot();
            }
            else
            {
                ParseSubscript();
            }
        }

        return name;
    }

    private static ColumnSet Listed(IEnumerable<string> names) =>
        new ColumnSet(ColumnExtent.Listed, new([.. new SortedSet<string>(names, StringComparer.Ordinal)]), []) is var set
            ? set with { Certain = set.Names }
            : ColumnSet.Unknown;

    /// <summary>A table where rows are read.</summary>
    private Source SourceOf(TableName table, string? alias, bool renamesColumns)
    {
        var isCommon = table.Schema is null && _commonTables.Contains(table.Name);
        return new(alias ?? table.Name, isCommon ? null : table, alias is not null) { RenamesColumns = renamesColumns };
    }
}
