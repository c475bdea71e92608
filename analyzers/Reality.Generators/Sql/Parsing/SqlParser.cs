using System.Collections.Immutable;
using Reality.Generators.Sql.Lexing;
using Reality.Generators.Sql.Scopes;

namespace Reality.Generators.Sql.Parsing;

/// <summary>
/// Reads statements by their grammar, as far as tables and columns need it. It is strict: whatever it does not expect makes the statement
/// unknown, so that nothing is guessed. It looks ahead by a few tokens and never goes back: its time is linear.
/// </summary>
internal sealed partial class SqlParser
{
    private static readonly ImmutableHashSet<string> NoNames = ImmutableHashSet.Create<string>(StringComparer.Ordinal);

    private readonly SqlTokens _tokens;
    private readonly SqlDialect _dialect;
    private readonly Func<string, bool> _isDeclared;
    private readonly HashSet<string> _temporary;
    private StatementFacts _facts = new();
    private Scope _scope = new(null);

    /// <summary>The names that a <c>with</c> has put in sight.</summary>
    private ImmutableHashSet<string> _commonTables = NoNames;

    private SqlParser(SqlTokens tokens, SqlDialect dialect, Func<string, bool> isDeclared, HashSet<string> temporary) =>
        (_tokens, _dialect, _isDeclared, _temporary) = (tokens, dialect, isDeclared, temporary);

    private bool IsPostgres => _dialect == SqlDialect.PostgreSql;

    private bool IsSqlite => _dialect == SqlDialect.Sqlite;

    /// <summary>Reads every statement of a text.</summary>
    /// <param name="tokens">The text.</param>
    /// <param name="dialect">Its dialect.</param>
    /// <param name="isDeclared">Whether a function is declared, so that one may know which tables it reads.</param>
    /// <param name="temporary">The temporary tables that texts before this one made; those of this one are added.</param>
    public static List<SqlStatement> Parse(SqlTokens tokens, SqlDialect dialect, Func<string, bool> isDeclared, HashSet<string> temporary)
    {
        if (tokens.Unknown is { } unknown)
        {
            return [new(SqlStatementKind.Unknown, 0, [], [], [], unknown)];
        }

        var parser = new SqlParser(tokens, dialect, isDeclared, temporary);
        var statements = new List<SqlStatement>();
        while (parser.NextStatement())
        {
            statements.Add(parser.ParseOne());
        }

        return statements;
    }

    private bool NextStatement()
    {
        while (Take(SqlTokenKind.Semicolon))
        {
        }

        return Current.Kind != SqlTokenKind.End;
    }

    private SqlStatement ParseOne()
    {
        (_facts, _commonTables, _depth) = (new(), NoNames, 0);
        _scope = _facts.Open(null);
        var from = _at;
        var start = Current.Start;
        var kind = ParseStatement();
        if (Current.Kind is not (SqlTokenKind.Semicolon or SqlTokenKind.End))
        {
            FailHere();
        }

        var unknown = _unknown;
        _unknown = null;
        if (unknown is not null)
        {
            _at = from;
            SkipToSemicolon();
        }

        return _facts.End(kind, start, unknown, IsTemporary);
    }

    private bool IsTemporary(TableName table) => (table.Schema is null or "pg_temp" or "temp") && _temporary.Contains(table.Name);
}
