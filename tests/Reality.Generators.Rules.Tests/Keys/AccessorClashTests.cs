using Reality.Generators.Rules.Tests.Harness;

namespace Reality.Generators.Rules.Tests.Keys;

public sealed class AccessorClashTests
{
    [Fact]
    public async Task Two_templates_of_one_class_with_one_name()
    {
        var messages = await RuleProject.Of(Rooms(
            "[RealityKey(\"chat:<userId>:room\", Access = RealityAccess.Public)]",
            "[RealityKey({|RLT1006:\"chat:room:<userId>:x\"|}, Access = RealityAccess.Public, Name = \"Room\")]")).Verify();
        Assert.Equal(
            ["'chat:room:<userId>:x' and 'chat:<userId>:room' of 'Rooms.FirstAsync' would both have the accessor 'Keys.Chat.Room'. Give one of them another name by Name = \"...\"."],
            messages);
    }

    /// <summary>The error stands alone: nothing that is generated mixes the two payloads up.</summary>
    [Theory]
    [InlineData("chat:<userId>:room", "chat:room:<userId>:x", 1)]
    [InlineData("chat:room:<userId>:x", "chat:<userId>:room", 0)]
    public Task Of_two_payloads(string first, string second, int reported)
    {
        string[] attributes = [Attribute(first, reported == 0), Attribute(second, reported == 1)];
        return RuleProject.Check(Rooms(attributes[0], attributes[1]).Replace("Task<int> Second", "Task<string> Second", StringComparison.Ordinal));

        static string Attribute(string template, bool isReported) =>
            $"[RealityKey({(isReported ? $"{{|RLT1006:\"{template}\"|}}" : $"\"{template}\"")}, Access = RealityAccess.Public, Name = \"Room\")]";
    }

    [Fact]
    public Task Of_two_classes() => RuleProject.Check(
        Repository("Rooms", "[RealityKey(\"chat:<userId>:room\", Access = RealityAccess.Public)]"),
        Repository("Other", "[RealityKey({|RLT1006:\"chat:room:<userId>:x\"|}, Access = RealityAccess.Public, Name = \"Room\")]"));

    [Fact]
    public Task Of_two_contracts() => RuleProject.Check(
        """
        public interface IRooms
        {
            [RealityKey("chat:<userId>:room", Access = RealityAccess.Public)]
            Task<int> GetAsync(string userId);
        }
        """,
        """
        public interface IOther
        {
            [RealityKey({|RLT1006:"chat:room:<userId>:x"|}, Access = RealityAccess.Public, Name = "Room")]
            Task<int> GetAsync(string userId);
        }
        """);

    [Fact]
    public Task Two_structs_with_one_name() => RuleProject.Check(Rooms(
        "[RealityKey(\"chat:room-list:<userId>\", Access = RealityAccess.Public)]",
        "[RealityKey({|RLT1006:\"chat-room:list:<userId>\"|}, Access = RealityAccess.Public)]")
        .Replace("{|RLT1006:\"chat-room", "\"chat-room", StringComparison.Ordinal).Replace("<userId>\"|}", "<userId>\"", StringComparison.Ordinal)
        .Replace("\"chat:room-list:<userId>\"", "{|RLT1006:\"chat:room-list:<userId>\"|}", StringComparison.Ordinal));

    [Fact]
    public async Task Two_structs_with_one_name_in_two_namespaces()
    {
        var messages = await RuleProject.Of(
            $"namespace First {{ {Repository("Rooms", "[RealityKey({|RLT1006:\"chat:room-list:<userId>\"|}, Access = RealityAccess.Public)]")} }}",
            $"namespace Second {{ {Repository("Lists", "[RealityKey(\"chat-room:list:<userId>\", Access = RealityAccess.Public)]")} }}").Verify();
        Assert.Contains("would both have the struct 'First.ChatRoomListKey'.", Assert.Single(messages), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_type_that_has_the_name_of_the_struct()
    {
        var messages = await RuleProject.Of(
            "public sealed record ChatRoomKey(int Id);",
            Repository("Rooms", "[RealityKey({|RLT1006:\"chat:room:<userId>\"|}, Access = RealityAccess.Public)]")).Verify();
        Assert.Equal(
            ["The key struct of 'chat:room:<userId>' would be 'ChatRoomKey', which is a type already. Rename that type, or give the key another name by Name = \"...\"."],
            messages);
    }

    [Theory]
    [InlineData("\"1st\"")]
    [InlineData("\"class\"")]
    [InlineData("\"\"")]
    public Task A_name_that_is_none(string name) =>
        RuleProject.Check(Repository("Rooms", $"[RealityKey(\"chat:room:<userId>\", Access = RealityAccess.Public, Name = {{|RLT1006:{name}|}})]"));

    [Fact]
    public Task Silent_with_another_name() => RuleProject.Check(Rooms(
        "[RealityKey(\"chat:<userId>:room\", Access = RealityAccess.Public)]",
        "[RealityKey(\"chat:room:<userId>:x\", Access = RealityAccess.Public, Name = \"OwnRoom\")]"));

    private static string Rooms(string first, string second) =>
        $$"""
        [RealityRepository]
        public sealed partial class Rooms(IReality reality)
        {
            {{first}}
            public partial Task<int> FirstAsync(string userId);

            private static Task<int> FirstCoreAsync(DbConnection db, string userId) => null!;

            {{second}}
            public partial Task<int> SecondAsync(string userId);

            private static Task<int> SecondCoreAsync(DbConnection db, string userId) => null!;
        }
        """;

    private static string Repository(string name, string attribute) =>
        $$"""
        [RealityRepository]
        public sealed partial class {{name}}(IReality reality)
        {
            {{attribute}}
            public partial Task<int> GetAsync(string userId);

            private static Task<int> GetCoreAsync(DbConnection db, string userId) => null!;
        }
        """;
}
