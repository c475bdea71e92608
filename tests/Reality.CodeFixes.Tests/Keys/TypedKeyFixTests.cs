using Reality.CodeFixes.Tests.Harness;

namespace Reality.CodeFixes.Tests.Keys;

public sealed class TypedKeyFixTests
{
    private const string Reads =
        """
        public enum Kind { Open, Closed }

        [RealityRepository]
        public sealed partial class Rooms(IReality reality)
        {
            public IReality Reality { get; } = reality;

            [RealityKey("chat:room:<roomId>", Access = RealityAccess.Public)]
            public partial Task<int> GetAsync(string roomId);

            private static Task<int> GetCoreAsync(DbConnection db, string roomId) => null!;

            [RealityKey("team:guid:<id>:kind:<kind>", Access = RealityAccess.Public)]
            public partial Task<int> GetGuidAsync(Guid id, Kind kind);

            private static Task<int> GetGuidCoreAsync(DbConnection db, Guid id, Kind kind) => null!;
        }
        """;

    [Theory]
    [InlineData("RLT1010", "reality.UpdateNodeAsync({|RLT1010:\"chat:rom:general\"|});", "reality.UpdateNodeAsync(Keys.Chat.Room(\"general\").Text);")]
    [InlineData("RLT1011", "reality.UpdateNodeAsync({|RLT1011:$\"chat:room:{text}\"|} /* why */);", "reality.UpdateNodeAsync(Keys.Chat.Room(text).Text /* why */);")]
    [InlineData("RLT1011", "reality.UpdateNodeAsync({|RLT1011:\"chat:room:*\"|});", "reality.UpdateNodeAsync(Keys.Chat.RoomFamily.Text);")]
    [InlineData("RLT1011", "reality.UpdateNodeAsync(hash: null, key: {|RLT1011:\"chat:room:a\"|});", "reality.UpdateNodeAsync(hash: null, key: Keys.Chat.Room(\"a\").Text);")]
    [InlineData("RLT1011", "_ = new RealityFamily({|RLT1011:\"chat:room:*\"|});", "_ = Keys.Chat.RoomFamily;")]
    [InlineData("RLT1011", "_ = KeyText.Create({|RLT1011:$\"chat:room:{text}\"|});", "_ = Keys.Chat.Room(text).Text;")]
    [InlineData("RLT1011", "Client.Show({|RLT1011:\"chat:room:a\"|}, next);", "Client.Show(Keys.Chat.Room(\"a\"), next);")]
    [InlineData("RLT1011", "Client.Show<string>({|RLT1011:\"chat:room:a\"|}, old => old);", "Client.Show<string>(Keys.Chat.Room(\"a\").Text, old => old);")]
    [InlineData("RLT1010", "Client.Many([{|RLT1010:\"chat:rom:a\"|}, text]);", "Client.Many([Keys.Chat.Room(\"a\").Text, text]);")]
    [InlineData(
        "RLT1011",
        "reality.UpdateNodeAsync({|RLT1011:\"team:guid:6f9619ff-8b86-d011-b42d-00c04fc964ff:kind:Open\"|});",
        "reality.UpdateNodeAsync(Keys.Team.GuidKind(Guid.Parse(\"6f9619ff-8b86-d011-b42d-00c04fc964ff\"), Kind.Open).Text);")]
    public Task A_text_becomes_its_accessor(string id, string before, string after) => FixProject.Of(Uses(before), Reads).Fix(id, Uses(after), Reads);

    [Fact]
    public Task All_of_them_with_one_using() => FixProject.Of(
        """
        using System;

        public static class Uses
        {
            public static void Run(Rooms rooms)
            {
                rooms.Reality.UpdateNodeAsync({|RLT1010:"chat:rom:a"|});
                rooms.Reality.UpdateNodeAsync({|RLT1010:"chat:rom:b"|});
            }
        }
        """,
        "using System.Data.Common;\nusing Reality;\n\n" + Reads)
        .WithoutUsings()
        .All()
        .Allowing("CS8019")
        .Fix(
            "RLT1010",
            """
            using System;
            using Reality;

            public static class Uses
            {
                public static void Run(Rooms rooms)
                {
                    rooms.Reality.UpdateNodeAsync(Keys.Chat.Room("a").Text);
                    rooms.Reality.UpdateNodeAsync(Keys.Chat.Room("b").Text);
                }
            }
            """);

    [Fact]
    public async Task Both_rules_offer_it_under_one_key() =>
        Assert.Single((await Task.WhenAll(Keys("RLT1010", "chat:rom:a"), Keys("RLT1011", "chat:room:a"))).SelectMany(static keys => keys).Distinct());

    private static Task<IReadOnlyList<string?>> Keys(string id, string text) => FixProject.Of(Uses($"Client.Many([{{|{id}:\"{text}\"|}}]);"), Reads).EquivalenceKeys(id);

    private static string Uses(string statement) =>
        $$"""
        using System.Diagnostics.CodeAnalysis;

        public static class Client
        {
            public static void Show<T>([StringSyntax(KeyText.Syntax)] string key, Func<T, T> change) { }

            public static void Show<T>(IRealityKey<T> key, Func<T, T> change) { }

            public static void Many([StringSyntax(KeyText.Syntax)] IReadOnlyCollection<string> keys) { }
        }

        public static class Uses
        {
            public static void Run(IReality reality, string text, Func<int, int> next)
            {
                {{statement}}
            }
        }
        """;
}
