using Reality.Generators.Models;
using Reality.Generators.Sql.Lexing;
using Reality.Generators.Sql.Parsing;

namespace Reality.Generators.Sql;

/// <summary>
/// Tells which tables and columns SQL reads and writes. What it does not understand it says it does not know, with the reason: it never
/// guesses, never throws, and takes time in proportion to the text.
/// </summary>
internal static class SqlScanner
{
    /// <summary>Scans a text of one or several statements.</summary>
    /// <param name="text">The text.</param>
    /// <param name="dialect">Its dialect.</param>
    /// <param name="isDeclared">Whether a function, by its name in lower case, is declared: then it may stand in a <c>from</c>, and is among the calls.</param>
    /// <param name="temporary">The temporary tables of the same session that texts before this one made; those of this one are added.</param>
    public static SqlText Scan(string text, SqlDialect dialect, Func<string, bool>? isDeclared = null, HashSet<string>? temporary = null)
    {
        isDeclared ??= static _ => false;
        temporary ??= new(StringComparer.Ordinal);
        return dialect == SqlDialect.Unknown
            ? ScanEither(text, isDeclared, temporary)
            : new(SqlParser.Parse(SqlLexer.Read(text, dialect), dialect, isDeclared, temporary).ToEquatableArray());
    }

    private static SqlText ScanEither(string text, Func<string, bool> isDeclared, HashSet<string> temporary)
    {
        var before = new HashSet<string>(temporary, StringComparer.Ordinal);
        var postgres = Scan(text, SqlDialect.PostgreSql, isDeclared, temporary);
        var sqlite = Scan(text, SqlDialect.Sqlite, isDeclared, before);
        temporary.UnionWith(before);
        if (postgres.Unknown is not null)
        {
            return sqlite.Unknown is null ? sqlite : postgres;
        }

        return sqlite.Unknown is not null || DialectAgreement.Agree(postgres, sqlite)
            ? postgres
            : new([new(SqlStatementKind.Unknown, 0, [], [], [], new("PostgreSQL and SQLite read it differently", 0))]);
    }
}
