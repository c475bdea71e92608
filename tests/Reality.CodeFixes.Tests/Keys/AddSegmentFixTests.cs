using Reality.CodeFixes.Tests.Harness;
using static Reality.Generators.Rules.Tests.Harness.Sample;

namespace Reality.CodeFixes.Tests.Keys;

public sealed class AddSegmentFixTests
{
    [Fact]
    public Task Behind_a_placeholder_with_a_word() => FixProject.Check(
        "RLT1007",
        Read("[RealityKey(\"chat:room:<roomId>\", Access = RealityAccess.Public, Route = \"/rooms/{roomId}\")]", "string roomId, int {|RLT1007:pageSize|} = 20")
            .Replace("CoreAsync(DbConnection db, string roomId, int pageSize = 20", "CoreAsync(DbConnection db, string roomId, int pageSize", StringComparison.Ordinal),
        Read("[RealityKey(\"chat:room:<roomId>:page-size:<pageSize>\", Access = RealityAccess.Public, Route = \"/rooms/{roomId}/{pageSize}\")]", "string roomId, int pageSize = 20")
            .Replace("CoreAsync(DbConnection db, string roomId, int pageSize = 20", "CoreAsync(DbConnection db, string roomId, int pageSize", StringComparison.Ordinal));

    [Fact]
    public Task Behind_a_word_and_all_of_them_as_far_as_there_is_room() => FixProject.Of(
        Read("[RealityKey(\"chat:rooms\", Access = RealityAccess.Public)]", "int {|RLT1007:take|}, int {|RLT1007:skip|}"))
        .All()
        .Fix("RLT1007", Read("[RealityKey(\"chat:rooms:<take>:skip:<skip>\", Access = RealityAccess.Public)]", "int take, int skip"));

    [Fact]
    public Task Writes_invalidate_the_family_then() => FixProject.Check(
        "RLT1007",
        Write("[RealityInvalidates(\"chat:room:<roomId>\")]")
            .Replace("GetAsync(string roomId", "GetAsync(string roomId, int {|RLT1007:take|}", StringComparison.Ordinal)
            .Replace("GetCoreAsync(DbConnection db, string roomId", "GetCoreAsync(DbConnection db, string roomId, int take", StringComparison.Ordinal),
        Write("[RealityInvalidates(\"chat:room:*:take:*\")]")
            .Replace("chat:room:<roomId>", "chat:room:<roomId>:take:<take>", StringComparison.Ordinal)
            .Replace("GetAsync(string roomId", "GetAsync(string roomId, int take", StringComparison.Ordinal)
            .Replace("GetCoreAsync(DbConnection db, string roomId", "GetCoreAsync(DbConnection db, string roomId, int take", StringComparison.Ordinal));

    [Fact]
    public async Task Not_where_it_would_not_compile()
    {
        const string Key = "[RealityKey(\"chat:room:<roomId>\", Access = RealityAccess.Public)]";
        await FixProject.Of(Read(Key, "string roomId, double {|RLT1007:from|}")).OffersNothing("RLT1007");
        await FixProject.Of(Read(Key, "string roomId, int? {|RLT1007:take|}")).OffersNothing("RLT1007");
        await FixProject.Of(
            Read(Key, "string roomId, int {|RLT1007:take|}"),
            "public static class Uses { public static string Text => Keys.Chat.Room(\"a\").Text; }").OffersNothing("RLT1007");
        await FixProject.Of(
            Read("[RealityKey(\"chat:room:<roomId>:part:<part>\", Access = RealityAccess.Public)]", "string roomId, int part, int {|RLT1007:take|}")).OffersNothing("RLT1007");
    }
}
