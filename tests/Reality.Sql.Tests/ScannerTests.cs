using Reality.Generators.Sql;
using static Reality.Generators.Sql.SqlDialect;

namespace Reality.Sql.Tests;

/// <summary>What is said of each construct, beyond what the corpus shows: kinds, offsets, calls, dialects, column sets.</summary>
public sealed class ScannerTests
{
    [Theory]
    [InlineData("select 1", SqlStatementKind.Query)]
    [InlineData("(select 1)", SqlStatementKind.Query)]
    [InlineData("values (1)", SqlStatementKind.Query)]
    [InlineData("with a as (select 1) insert into t select * from a", SqlStatementKind.Insert)]
    [InlineData("update t set a = 1", SqlStatementKind.Update)]
    [InlineData("delete from t", SqlStatementKind.Delete)]
    [InlineData("merge into t using u on true when matched then delete", SqlStatementKind.Merge)]
    [InlineData("truncate t", SqlStatementKind.Truncate)]
    [InlineData("copy t from stdin", SqlStatementKind.Copy)]
    [InlineData("create table t (a int check (a in (1, 2)))", SqlStatementKind.Definition)]
    [InlineData("create unique index on t (a)", SqlStatementKind.Definition)]
    [InlineData("alter table t add column b int", SqlStatementKind.Definition)]
    [InlineData("drop table if exists t", SqlStatementKind.Definition)]
    [InlineData("grant select, insert on t to u", SqlStatementKind.Definition)]
    [InlineData("begin isolation level serializable", SqlStatementKind.Transaction)]
    [InlineData("commit", SqlStatementKind.Transaction)]
    [InlineData("savepoint a", SqlStatementKind.Transaction)]
    [InlineData("rollback to a", SqlStatementKind.Transaction)]
    [InlineData("set search_path = app, public", SqlStatementKind.Session)]
    [InlineData("lock table t in share row exclusive mode", SqlStatementKind.Session)]
    [InlineData("notify rooms, 'general'", SqlStatementKind.Session)]
    public void A_statement_says_what_it_is(string text, object kind)
    {
        var statement = Assert.Single(SqlScanner.Scan(text, PostgreSql).Statements);
        Assert.Null(statement.Unknown);
        Assert.Equal((SqlStatementKind)kind, statement.Kind);
    }

    [Theory]
    [InlineData("select a from t where ]", 22)]
    [InlineData("select 1; do $$ begin end $$", 10)]
    [InlineData("select * from f(1)", 15)]
    [InlineData("select 'a", 7)]
    [InlineData("select (1", 7)]
    [InlineData("select 1)", 8)]
    [InlineData("select a /* b", 9)]
    [InlineData("select x.a from t", 7)]
    [InlineData("select 12ab", 9)]
    [InlineData("truncate a cascade", 11)]
    public void What_is_not_known_is_where_it_begins(string text, int offset) => Assert.Equal(offset, SqlScanner.Scan(text, PostgreSql).Unknown!.Offset);

    [Fact]
    public void One_statement_that_is_not_known_hides_no_other()
    {
        var statements = SqlScanner.Scan("select a from t; explain (analyze) select 1; delete from u", PostgreSql).Statements;
        Assert.Equal([false, true, false], statements.Select(static one => one.Unknown is not null));
        Assert.Equal("u", statements[2].Writes[0].Table.Name);
        Assert.Empty(statements[1].Reads);
    }

    [Theory]
    [InlineData("create function f() returns int begin atomic; delete from t; end")]
    [InlineData("create trigger a after insert on t begin delete from u; end")]
    [InlineData("create rule r as on insert to t do also (delete from u; delete from v)")]
    public void A_definition_with_statements_in_it_ends_what_is_known(string text)
    {
        foreach (var dialect in new[] { PostgreSql, Sqlite })
        {
            Assert.NotNull(Assert.Single(SqlScanner.Scan(text, dialect).Statements).Unknown);
        }
    }

    [Fact]
    public void A_declared_function_may_stand_in_a_from_and_is_told()
    {
        const string Text = "select a.id, total(a.id) from app.active_users(@since) a";
        Assert.NotNull(SqlScanner.Scan(Text, PostgreSql).Unknown);
        var statement = Assert.Single(SqlScanner.Scan(Text, PostgreSql, static name => name == "app.active_users").Statements);
        Assert.Null(statement.Unknown);
        Assert.Empty(statement.Reads);
        Assert.Equal(["app.active_users", "total"], statement.Calls);
    }

    [Theory]
    [InlineData("insert into t (a) values (1)", false)]
    [InlineData("insert into t (a) values (1) on conflict do nothing", false)]
    [InlineData("insert into t (a) values (1) on conflict (a) do update set b = 2", true)]
    [InlineData("insert into t (a) select a from u", false)]
    [InlineData("delete from t where a = 1", false)]
    [InlineData("truncate t", false)]
    [InlineData("copy t from stdin", false)]
    [InlineData("update t set a = 1", true)]
    [InlineData("merge into t using u on t.a = u.a when matched then update set b = 1", true)]
    [InlineData("merge into t using u on t.a = u.a when matched then delete when not matched then insert (a) values (1)", false)]
    public void Only_what_provably_adds_or_removes_rows_edits_none(string text, bool edits) =>
        Assert.Equal(edits, SqlScanner.Scan(text, PostgreSql).Statements[0].Writes.Any(static write => write.EditsInPlace));

    [Theory]
    [InlineData("insert or replace into t (a) values (1)", true)]
    [InlineData("replace into t (a) values (1)", true)]
    [InlineData("insert or ignore into t (a) values (1)", false)]
    public void Replacing_edits(string text, bool edits) => Assert.Equal(edits, SqlScanner.Scan(text, Sqlite).Statements[0].Writes[0].EditsInPlace);

    [Theory]
    [InlineData("select a from T where \"B\" = 1", "B, a", "a, b")]
    [InlineData("select a from t where b<@p", "a, b, p", "a, b")]
    [InlineData("select a from t where b < @p and c = :q and d = $1", "a, b, c, d", "a, b, c, d")]
    [InlineData("select a from t where b = {=limit}", "a, b", "a, b")]
    [InlineData("select t.* from t", "*", "*")]
    [InlineData("select count(*) from t", "", "")]
    [InlineData("select a as b from t order by b", "a", "a")]
    [InlineData("select a as b from t order by b + 1", "a, b", "a, b")]
    [InlineData("select max(a) over w from t window w as (partition by b)", "a, b", "a, b")]
    public void Columns_are_those_of_the_dialect(string text, string postgres, string sqlite)
    {
        Assert.Equal(postgres, SqlScanner.Scan(text, PostgreSql).Statements[0].Reads[0].Columns.ToString());
        Assert.Equal(sqlite, SqlScanner.Scan(text, Sqlite).Statements[0].Reads[0].Columns.ToString());
    }

    [Fact]
    public void A_name_that_several_tables_could_have_is_said_of_each_and_certain_of_none()
    {
        var reads = SqlScanner.Scan("select u.id, title from users u, posts", PostgreSql).Statements[0].Reads;
        Assert.Equal(["posts", "users"], reads.Select(static read => read.Table.Name));
        Assert.Equal(["title"], reads[0].Columns.Names);
        Assert.Equal(["id", "title"], reads[1].Columns.Names);
        Assert.Empty(reads[0].Columns.Certain);
        Assert.Equal(["id"], reads[1].Columns.Certain);
    }

    [Fact]
    public void Lists_without_a_common_column_do_not_meet()
    {
        var text = SqlScanner.Scan("select name from users; update users set last_seen = 1; update users set name = 'a'; delete from users; select * from users", PostgreSql);
        var read = text.Statements[0].Reads[0].Columns;
        Assert.False(read.Meets(text.Statements[1].Writes[0].Columns));
        Assert.True(read.Meets(text.Statements[2].Writes[0].Columns));
        Assert.True(read.Meets(text.Statements[3].Writes[0].Columns));
        Assert.True(text.Statements[4].Reads[0].Columns.Meets(text.Statements[1].Writes[0].Columns));
        Assert.True(ColumnSet.Unknown.Meets(read));
    }

    [Theory]
    [InlineData("select 1 /* a /* b */ from t", true, false)]
    [InlineData("select a from [t]", true, false)]
    [InlineData("select a::int from t", false, true)]
    [InlineData("select $a$ from t$a$ from t", false, true)]
    [InlineData("select * from t where id = ?", true, false)]
    [InlineData("select a from user", true, false)]
    [InlineData("select 'a' 'b' from t", true, true)]
    public void A_dialect_knows_its_own(string text, bool sqlite, bool postgres)
    {
        Assert.Equal(sqlite, SqlScanner.Scan(text, Sqlite).Unknown is null);
        Assert.Equal(postgres, SqlScanner.Scan(text, PostgreSql).Unknown is null);
        Assert.Null(SqlScanner.Scan(text, SqlDialect.Unknown).Unknown);
    }

    [Fact]
    public void Where_the_dialect_is_not_known_a_text_that_two_read_differently_is_not_known() =>
        Assert.NotNull(SqlScanner.Scan("with a as (select 1 from b), b as (select 2) select * from a", SqlDialect.Unknown).Unknown);

    [Fact]
    public void Empty_texts_have_no_statements()
    {
        foreach (var text in new[] { "", "  ", ";;", "-- a", "/* a */" })
        {
            Assert.Empty(SqlScanner.Scan(text, PostgreSql).Statements);
            Assert.Empty(SqlScanner.Scan(text, Sqlite).Statements);
        }
    }

    [Fact]
    public void What_is_said_is_equal_where_the_text_is() =>
        Assert.Equal(SqlScanner.Scan("update t set a = b.c from b", PostgreSql), SqlScanner.Scan("update t set a = b.c from b", PostgreSql));
}
