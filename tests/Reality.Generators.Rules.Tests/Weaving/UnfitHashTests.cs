using Reality.Generators.Rules.Tests.Harness;

namespace Reality.Generators.Rules.Tests.Weaving;

public sealed class UnfitHashTests
{
    private const string Key = "[RealityKey(\"chat:room:<roomId>\", Access = RealityAccess.Public)]";

    [Fact]
    public async Task A_member_whose_content_is_not_known()
    {
        var messages = await RuleProject.Of(Read(Key, "{|RLT2006:Task<Room>|}", "object Settings")).Verify();
        Assert.StartsWith("'Room.Settings' of type 'object' cannot be hashed: ", Assert.Single(messages), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[System.Text.Json.Serialization.JsonInclude] public int Seats { private get; set; }")]
    [InlineData("[Obsolete(\"Not counted.\", true)] public int Seats { get; set; }")]
    public async Task A_member_that_generated_code_cannot_read(string member)
    {
        var messages = await RuleProject.Of(Read(Key, "{|RLT2006:Task<Room>|}", "int Rows").Replace("int Rows);", $"int Rows) {{ {member} }}", StringComparison.Ordinal)).Verify();
        Assert.StartsWith("'Room.Seats' of type 'int' cannot be hashed: generated code cannot reach it.", Assert.Single(messages), StringComparison.Ordinal);
    }

    [Fact]
    public Task Of_a_contract_at_the_interface() => RuleProject.Check(
        $$"""
        public sealed record Room(string Id, object Settings);

        public interface IRooms
        {
            {{Key}}
            {|RLT2006:Task<Room>|} GetAsync(string roomId);
        }

        [RealityRepository]
        public sealed partial class Rooms(IReality reality) : IRooms
        {
            private static Task<Room> GetCoreAsync(DbConnection db, string roomId) => null!;
        }
        """);

    [Fact]
    public Task Value_on_an_object() => RuleProject.Check(
        Read(Key.Replace(")]", ", Hash = {|RLT2006:RealityHash.Value|})]", StringComparison.Ordinal), "Task<Room>", "int Seats"));

    [Theory]
    [InlineData("Task<Room>", "int Seats")] // no collection
    [InlineData("Task<IReadOnlyDictionary<string, Room>>", "int Seats")]
    [InlineData("Task<IReadOnlyList<(int, int)>>", "int Seats")]
    [InlineData("Task<IReadOnlyList<Version>>", "int Seats")]
    public Task Ids_without_an_identity(string returns, string member) => RuleProject.Check(
        Read(Key.Replace(")]", ", Hash = {|RLT2006:RealityHash.Ids|})]", StringComparison.Ordinal), returns, member) + "public sealed record Version(int Major, int Minor);");

    [Theory]
    [InlineData("Task<IReadOnlyList<Thing>>", "public sealed record Thing(int Id, string Name);")]
    [InlineData("Task<Thing[]>", "public sealed record Thing(Guid ThingId, string Name);")]
    [InlineData("Task<List<Thing>>", "public class Thing { [System.ComponentModel.DataAnnotations.Key] public string Code { get; init; } = null!; }")]
    [InlineData("Task<IReadOnlyList<long>>", "")]
    public Task Silent_on_identities(string returns, string type) => RuleProject.Check(
        Read(Key.Replace(")]", ", Hash = RealityHash.Ids)]", StringComparison.Ordinal), returns, "int Seats") + type);

    [Theory]
    [InlineData("Task<Room>", "int Seats")]
    [InlineData("Task<IReadOnlyList<Room>>", "Dictionary<string, int> Seats")]
    [InlineData("Task<int>", "int Seats")]
    [InlineData("Task<Room?>", "[property: RealityNotHashed] object Settings")]
    public Task Silent_on_known_content(string returns, string member) => RuleProject.Check(Read(Key, returns, member));

    [Fact]
    public async Task Silent_where_nothing_is_hashed()
    {
        await RuleProject.Check(Read(Key.Replace(")]", ", Hash = RealityHash.Version)]", StringComparison.Ordinal), "Task<Room>", "object Settings"));
        await RuleProject.Check(Read(Key.Replace(")]", ", Hash = RealityHash.Value)]", StringComparison.Ordinal), "Task<int>", "int Seats"));
    }

    private static string Read(string attribute, string returns, string member) =>
        $$"""
        public sealed record Room(string Id, {{member}});

        [RealityRepository]
        public sealed partial class Rooms(IReality reality)
        {
            {{attribute}}
            public partial {{returns}} GetAsync(string roomId);

            private static {{Markup.Parse(returns).Source}} GetCoreAsync(DbConnection db, string roomId) => null!;
        }
        """;
}
