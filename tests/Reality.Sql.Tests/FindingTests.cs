using Reality.Generators.Sql;
using Reality.Generators.Sql.Lexing;
using Reality.Sql.Tests.Harness;

namespace Reality.Sql.Tests;

/// <summary>The SQL that a core sends: where it stands, and what is known of its text.</summary>
public sealed class FindingTests
{
    [Theory]
    [InlineData("db.QueryAsync<int>(\"select 1\")", "select 1")]
    [InlineData("db.ExecuteAsync(sql: \"select 1\", param: null)", "select 1")]
    [InlineData("db.QueryAsync<int>(param: null, sql: \"select 1\")", "select 1")]
    [InlineData("SqlMapper.QueryAsync<int>(db, \"select 1\")", "select 1")]
    [InlineData("db.QueryAsync<int>(new CommandDefinition(\"select 1\", new { a = 1 }))", "select 1")]
    [InlineData("db.QueryAsync<int>(new CommandDefinition(parameters: null, commandText: \"select 1\"))", "select 1")]
    [InlineData("db.QueryMultipleAsync(\"select 1; select 2\")", "select 1; select 2")]
    [InlineData("db.QueryAsync<int>(\"do_it\", commandType: CommandType.StoredProcedure)", "do_it", "? it may call a procedure")]
    [InlineData("db.QueryAsync<int>(\"select 1\", commandType: CommandType.Text)", "select 1")]
    [InlineData("Elsewhere.DoAsync(db)", "? 'DoAsync' is given the connection")]
    [InlineData("db.QueryAsync<int>(Elsewhere.Make())", "? 'Make' makes the command")]
    [InlineData("db.OpenAsync()")]
    public void Dapper_is_known(string call, params string[] expected) => Assert.Equal(expected, Core.Find($"static object Core(DbConnection db) => {call};"));

    [Theory]
    [InlineData("new NpgsqlCommand(\"select 1\", db).ExecuteNonQueryAsync()", "postgres: select 1")]
    [InlineData("new NpgsqlBatch(db) { BatchCommands = { new NpgsqlBatchCommand(\"select 1\"), new(\"select 2\") } }", "postgres: select 1", "postgres: select 2")]
    [InlineData("new NpgsqlCommand { Connection = db, CommandText = \"select 1\" }", "postgres: select 1")]
    [InlineData("db.QueryAsync<int>(\"select 1\")", "postgres: select 1")]
    public void Commands_tell_the_dialect(string call, params string[] expected) => Assert.Equal(expected, Core.Find($"static object Core(NpgsqlConnection db) => {call};"));

    [Theory]
    [InlineData("using var command = db.CreateCommand(); command.CommandText = \"select 1\"; command.ExecuteNonQuery();", "sqlite: select 1")]
    [InlineData("using var command = new SqliteCommand(\"select 1\", db);", "sqlite: select 1")]
    [InlineData("using var command = db.CreateCommand(); command.CommandText = \"a\"; command.CommandText += \"b\";", "sqlite: a", "sqlite: ? it is made in several steps, or calls a procedure")]
    public void Command_texts_are_found(string body, params string[] expected) => Assert.Equal(expected, Core.Find($"static void Core(SqliteConnection db) {{ {body} }}"));

    [Fact]
    public void A_data_source_makes_commands() =>
        Assert.Equal(["postgres: select 1"], Core.Find("static object Core(NpgsqlDataSource source) => source.CreateCommand(\"select 1\");"));

    [Theory]
    [InlineData("\"a\" + \"b\"", "ab")]
    [InlineData("Constant", "constant")]
    [InlineData("ReadOnly + Property", "readonlyproperty")]
    [InlineData("Given", "given")]
    [InlineData("Settable", "‹text›")]
    [InlineData("Elsewhere.Text", "select elsewhere from t")]
    [InlineData("Elsewhere.Changing", "‹text›")]
    [InlineData("$\"a {Constant} b\"", "a constant b")]
    [InlineData("$\"limit {number}\"", "limit ‹value›")]
    [InlineData("$\"limit {number:D3}\"", "limit ‹value›")]
    [InlineData("$\"limit {10}\"", "limit 10")]
    [InlineData("$\"a {text}\"", "a ‹text›")]
    [InlineData("\"a \" + text", "a ‹text›")]
    [InlineData("\"a \" + number", "a ‹value›")]
    [InlineData("$\"{{a}} {State.Done}\"", "{a} ‹text›")]
    [InlineData("$\"@{nameof(number)}\"", "@number")]
    [InlineData("\"a\" + (number > 1 ? \" desc\" : \"\")", "a desc | a")]
    [InlineData("number switch { 1 => \"x\", 2 => \"y\", _ => throw new Exception() }", "x | y")]
    [InlineData("text.Trim()", "‹text›")]
    [InlineData("Itself", "? it is nested too deeply")]
    [InlineData("local", "local")]
    [InlineData("changed", "ab")]
    [InlineData("(local!) + local", "locallocal")]
    public void Texts_are_folded(string expression, string expected) => Assert.Equal([expected], Core.Find(
        $$""""
        const string Constant = "constant";
        static readonly string ReadOnly = "readonly";
        static string Property => "property";
        static string Given { get; } = "given";
        static string Settable { get; set; } = "settable";
        static string Itself => Itself + Itself;
        static object Core(DbConnection db, int number, string text)
        {
            var local = "local";
            var changed = "a";
            changed += "b";
            return db.QueryAsync<int>({{expression}});
        }
        """"));

    [Theory]
    [InlineData("string sql; if (flag) { sql = \"a\"; } else { sql = \"b\"; } Send(sql);", "a | b")]
    [InlineData("var sql = \"a\"; if (flag) sql += \"b\"; sql += \"c\"; Send(sql);", "abc | ac")]
    [InlineData("var sql = \"a\"; if (flag) { sql += \"b\"; } else { sql += \"c\"; } Send(sql);", "ab | ac")]
    [InlineData("var sql = \"a\"; if (flag) { sql = \"b\"; Send(sql); return; } sql += \"c\"; Send(sql);", "b", "ac")]
    [InlineData("var sql = \"a\"; Send(sql); sql = \"b\"; Send(sql);", "a", "b")]
    [InlineData("var sql = \"a\"; if (flag) { throw new Exception(); } else { sql += \"b\"; } Send(sql);", "ab")]
    [InlineData("var sql = \"a\"; foreach (var c in \"xy\") { sql += c; } Send(sql);", "? it is made in several steps")]
    [InlineData("var sql = \"a\"; Action change = () => sql = \"b\"; change(); Send(sql);", "? it is made in several steps")]
    [InlineData("var sql = \"a\"; Change(ref sql); Send(sql);", "? it is made in several steps")]
    [InlineData("var sql = \"a\"; sql = sql + \"b\"; Send(sql);", "ab")]
    [InlineData("var sql = \"a\"; while (flag) { Send(sql); sql = \"b\"; }", "? it is made in several steps")]
    public void Texts_made_in_several_steps_are_followed(string body, params string[] expected) => Assert.Equal(expected, Core.Find(
        $$"""
        static void Core(DbConnection db, bool flag)
        {
            {{body.Replace("Send(", "db.Execute(", StringComparison.Ordinal)}}
        }

        static void Change(ref string sql) => sql = "b";
        """));

    [Theory]
    [InlineData("Elsewhere.Run(\"delete from t\")", "? 'Run' of another class is given it")]
    [InlineData("Elsewhere.Run(\"Delete it from the list?\")")]
    [InlineData("Elsewhere.Run(\"select\")")]
    public void A_statement_for_another_class_is_out_of_sight(string call, params string[] expected) => Assert.Equal(expected, Core.Find($"static void Core(DbConnection db) => {call};"));

    [Fact]
    public void Raw_strings_are_folded() => Assert.Equal(
        "select a from t where id = ‹value›",
        string.Join(' ', Core.Find(
            """"
            static object Core(DbConnection db, long id) => db.QueryAsync<int>(
                $"""
                select a from t
                where id = {id}
                """);
            """").Single().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));

    [Fact]
    public void A_static_constructor_may_change_a_field() => Assert.Equal(["‹text›"], Core.Find(
        """
        static readonly string Sql = "select 1";
        static Repository() => Sql = "select 2";
        static object Core(DbConnection db) => db.QueryAsync<int>(Sql);
        """));

    [Fact]
    public void Helpers_of_the_class_are_followed_with_what_they_are_given() => Assert.Equal(
        ["select 1", "select 2", "select 3 ‹value›", "select 4", "select 5"],
        Core.Find(
            """
            static async Task Core(DbConnection db, int id)
            {
                await One(db);
                await Any(db, "select 2");
                await Any(db, $"select 3 {id}");
                await Local("select 4");
                await db.QueryAsync<int>(Command());
                Task<int> Local(string text) => db.ExecuteAsync(text);
            }

            static Task<int> One(DbConnection db) => db.ExecuteAsync("select 1");
            static Task<int> Any(DbConnection db, string sql) => db.ExecuteAsync(sql);
            static CommandDefinition Command() => new("select 5");
            """));

    [Fact]
    public void Helpers_that_call_each_other_end() => Assert.Equal(["select 1", "select 2"], Core.Find(
        """
        static Task Core(DbConnection db) { db.Execute("select 1"); return Other(db); }
        static Task Other(DbConnection db) { db.Execute("select 2"); return Core(db); }
        """));

    [Fact]
    public void A_helper_without_a_body_is_out_of_sight() => Assert.Equal(["? what 'Other' does is out of sight"], Core.Find(
        """
        static void Core(DbConnection db) => Other(db);
        static extern void Other(DbConnection db);
        """));

    [Theory]
    [InlineData("select a from t where b = ‹value› limit ‹value›", true)]
    [InlineData("select a from t where b in (‹value›, ‹value›)", true)]
    [InlineData("select a from t where b = '‹text›'", true)]
    [InlineData("select a from t where b = ‹text›", false)]
    [InlineData("select a from ‹value›", false)]
    [InlineData("select a from t‹value›", false)]
    [InlineData("select a from \"t‹value›\"", false)]
    [InlineData("select a from [t‹text›]", false)]
    [InlineData("select a‹value› from t", false)]
    [InlineData("select a from t ‹text›", false)]
    [InlineData("select a /* ‹text› */ from t", false)]
    [InlineData("select a from t -- ‹text›", false)]
    [InlineData("update t set ‹value› = 1", false)]
    [InlineData("‹text›", false)]
    public void A_hole_may_only_be_a_value(string text, bool isKnown)
    {
        var sql = text.Replace("‹value›", SqlHoles.Value.ToString(), StringComparison.Ordinal).Replace("‹text›", SqlHoles.Text.ToString(), StringComparison.Ordinal);
        foreach (var dialect in new[] { SqlDialect.PostgreSql, SqlDialect.Sqlite, SqlDialect.Unknown })
        {
            Assert.Equal(isKnown, SqlScanner.Scan(sql, dialect).Unknown is null);
        }
    }
}
