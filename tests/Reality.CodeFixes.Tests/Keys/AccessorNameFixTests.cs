using Reality.CodeFixes.Tests.Harness;
using static Reality.Generators.Rules.Tests.Harness.Sample;

namespace Reality.CodeFixes.Tests.Keys;

public sealed class AccessorNameFixTests
{
    [Fact]
    public Task The_method_names_the_key() => FixProject.Check(
        "RLT1006",
        Two("GetHistoryAsync", """[RealityKey({|RLT1006:"chat:room:<roomId>"|}, Access = RealityAccess.Public)]"""),
        Two("GetHistoryAsync", """[RealityKey("chat:room:<roomId>", Access = RealityAccess.Public, Name = "History")]"""));

    [Fact]
    public Task Its_placeholders_do_where_the_method_has_the_name_of_the_other() => FixProject.Check(
        "RLT1006",
        Two("GetRoomAsync", """[RealityKey({|RLT1006:"chat:room:<roomId>"|}, Access = RealityAccess.Public)]"""),
        Two("GetRoomAsync", """[RealityKey("chat:room:<roomId>", Access = RealityAccess.Public, Name = "RoomByRoomId")]"""));

    [Fact]
    public Task A_name_that_is_none() => FixProject.Check(
        "RLT1006",
        Read("""[RealityKey("chat:room:<roomId>", Access = RealityAccess.Public, Name = {|RLT1006:"class"|})]"""),
        Read("""[RealityKey("chat:room:<roomId>", Access = RealityAccess.Public, Name = "RoomByRoomId")]"""));

    // What is refused for two reasons must not keep the compiler from telling either.
    [Fact]
    public Task Beside_another_mistake() => FixProject.Of(
        Two("GetHistoryAsync", """[RealityKey({|RLT1006:"chat:room:<roomId>"|}, Access = RealityAccess.Public)]""")
            .Replace("GetHistoryCoreAsync(DbConnection db, string roomId)", "GetOtherAsync()", StringComparison.Ordinal))
        .Fix("RLT1006", Two("GetHistoryAsync", """[RealityKey("chat:room:<roomId>", Access = RealityAccess.Public, Name = "History")]""")
            .Replace("GetHistoryCoreAsync(DbConnection db, string roomId)", "GetOtherAsync()", StringComparison.Ordinal));

    private static string Two(string method, string attribute) => Repository(
        $$"""
            [RealityKey("chat:<userId>:room", Access = RealityAccess.Public)]
            public partial Task<Message> GetAsync(string userId);

            private static Task<Message> GetCoreAsync(DbConnection db, string userId) => null!;

            {{attribute}}
            public partial Task<Message> {{method}}(string roomId);

            private static Task<Message> {{method.Replace("Async", "CoreAsync", StringComparison.Ordinal)}}(DbConnection db, string roomId) => null!;
        """);
}
