using Reality.Generators.Rules.Tests.Harness;
using static Reality.Generators.Rules.Tests.Harness.SqlSample;

namespace Reality.Generators.Rules.Tests.Staleness;

/// <summary>Views and functions that <c>[assembly: RealityTable]</c> declares are looked through.</summary>
public sealed class DeclaredTablesTests
{
    private const string ViewRead = "select id, room_id, text from recent_messages where room_id = @roomId";
    private const string Fires = "public Task {|RLT4001:ClearAsync|}(DbConnection db, string roomId) => db.ExecuteAsync(\"delete from messages\");";
    private const string Silent = "public Task ClearAsync(DbConnection db, string roomId) => db.ExecuteAsync(\"delete from messages\");";

    [Fact]
    public Task An_undeclared_view_hides_its_tables() => Check(ViewRead, Silent);

    [Theory]
    [InlineData("[assembly: RealityTable(\"recent_messages\", DependsOn = \"messages\")]")]
    [InlineData("[assembly: RealityTable(\"recent_messages\", DependsOn = \"users, messages\")]")]
    [InlineData("[assembly: RealityTable(\"recent_messages\", DependsOn = \"users\")] [assembly: RealityTable(\"recent_messages\", DependsOn = \"messages\")]")]
    [InlineData("[assembly: RealityTable(\"Recent_Messages\", DependsOn = \"public.Messages\")]")]
    [InlineData("[assembly: RealityTable(\"recent_messages\", DependsOn = \"all_messages\")] [assembly: RealityTable(\"all_messages\", DependsOn = \"messages\")]")]
    [InlineData("[assembly: RealityTable(\"recent_messages\", DependsOn = \"recent_messages, messages\")]")]
    public Task A_declared_one_does_not(string declaration) => Check(ViewRead, Fires, declaration);

    [Theory]
    [InlineData("[assembly: RealityTable(\"recent_messages\", DependsOn = \"users\")]")]
    [InlineData("[assembly: RealityTable(\"recent_messages\")]")]
    [InlineData("[assembly: RealityTable(\"\", DependsOn = \"messages\")]")]
    [InlineData("[assembly: RealityTable(\"\\\"Recent_Messages\\\"\", DependsOn = \"messages\")]")]
    public Task Silent_where_it_depends_on_others(string declaration) => Check(ViewRead, Silent, declaration);

    [Fact]
    public Task A_function_in_from_is_known_once_declared() => Check(
        "select id, room_id, text from messages_of(@roomId)", Fires, "[assembly: RealityTable(\"messages_of\", DependsOn = \"messages\")]");

    [Fact]
    public Task A_function_among_the_columns_too() => Check(
        "select id, room_id, latest_text(id) as text from rooms where room_id = @roomId", Fires, "[assembly: RealityTable(\"latest_text\", DependsOn = \"messages\")]");

    [Fact]
    public Task A_write_through_a_view_is_one_of_its_table() => Check(
        "select id, room_id, text from messages where room_id = @roomId",
        "public Task {|RLT4001:ClearAsync|}(DbConnection db, string roomId) => db.ExecuteAsync(\"delete from recent_messages\");",
        "[assembly: RealityTable(\"recent_messages\", DependsOn = \"messages\")]");

    [Fact]
    public Task Declarations_of_references_count() => RuleProject.Of(Rooms(Read(ViewRead), Fires))
        .WithData()
        .Referencing(RuleProject.Named("Views", "[assembly: RealityTable(\"recent_messages\", DependsOn = \"messages\")]"))
        .Verify();

    private static Task<IReadOnlyList<string>> Check(string read, string write, string declaration = "") =>
        RuleProject.Of(declaration + "\n" + Rooms(Read(read), write)).WithData().Verify();
}
