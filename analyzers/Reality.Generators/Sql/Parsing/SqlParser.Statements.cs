using Reality.Generators.Sql.Lexing;
using Reality.Generators.Sql.Scopes;

namespace Reality.Generators.Sql.Parsing;

/// <summary>Which statement it is.</summary>
internal sealed partial class SqlParser
{
    private SqlStatementKind ParseStatement()
    {
        if (Is(SqlTokenKind.OpenParen))
        {
            return ParseData(null);
        }

        if (!Is(SqlTokenKind.Word))
        {
            FailHere();
            return SqlStatementKind.Unknown;
        }

        switch (Current.Text)
        {
            case "begin" or "start" or "commit" or "end" or "rollback" or "abort" or "savepoint" or "release":
                return ParseWords(SqlStatementKind.Transaction);
            case "set" or "reset" or "show" or "discard" or "listen" or "unlisten" or "notify" or "lock" or "checkpoint" when IsPostgres:
            case "vacuum" or "analyze" or "reindex":
            case "pragma" or "attach" or "detach" when IsSqlite:
                return ParseWords(SqlStatementKind.Session);
            case "truncate" when IsPostgres:
                return ParseTruncate();
            case "copy" when IsPostgres:
                return ParseCopy();
            case "create" or "drop" or "alter" or "comment" or "grant" or "revoke":
                return ParseDefinition();
            default:
                return ParseData(null);
        }
    }

    /// <summary>A statement that is known by its first word; values and options follow, never a query.</summary>
    private SqlStatementKind ParseWords(SqlStatementKind kind)
    {
        var isLock = Is("lock");
        while (!Is(SqlTokenKind.Semicolon) && !Is(SqlTokenKind.End))
        {
            if (!isLock && Current is { Kind: SqlTokenKind.Word, Text: "select" or "insert" or "update" or "delete" or "merge" or "values" or "call" })
            {
                FailHere();
            }

            Skip();
        }

        return kind;
    }

    /// <summary>A query or a statement that writes, with the <c>with</c> before it.</summary>
    private SqlStatementKind ParseData(Scope? outer)
    {
        if (!Enter())
        {
            return SqlStatementKind.Unknown;
        }

        var (scope, commonTables) = (_scope, _commonTables);
        if (Is("with"))
        {
            ParseWith(outer);
        }

        var kind = ParseDataBody(outer);
        (_scope, _commonTables) = (scope, commonTables);
        Leave();
        return kind;
    }

    private SqlStatementKind ParseDataBody(Scope? outer)
    {
        switch (Current.Kind == SqlTokenKind.Word ? Current.Text : string.Empty)
        {
            case "insert":
            case "replace" when IsSqlite:
                ParseInsert(outer);
                return SqlStatementKind.Insert;
            case "update":
                ParseUpdate(outer);
                return SqlStatementKind.Update;
            case "delete":
                ParseDelete(outer);
                return SqlStatementKind.Delete;
            case "merge" when IsPostgres:
                ParseMerge(outer);
                return SqlStatementKind.Merge;
            case "select" or "values" or "table":
            case "" when Is(SqlTokenKind.OpenParen):
                ParseQuery(outer);
                return SqlStatementKind.Query;
            default:
                Fail(Is(SqlTokenKind.Word) ? $"'{Current.Text}' is no statement that I know" : "no statement begins like this");
                return SqlStatementKind.Unknown;
        }
    }
}
