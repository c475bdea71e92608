using Reality.CodeFixes.Tests.Harness;
using static Reality.Generators.Rules.Tests.Harness.Sample;

namespace Reality.CodeFixes.Tests.Keys;

public sealed class NearestNameFixTests
{
    [Theory]
    [InlineData("[RealityKey(\"chat:room:{|RLT1003:<romId>|}\", Access = RealityAccess.Public)]", "[RealityKey(\"chat:room:<roomId>\", Access = RealityAccess.Public)]")]
    [InlineData("[RealityKey(\"chat:room:{|RLT1003:<id>|}\", Access = RealityAccess.Public)]", "[RealityKey(\"chat:room:<roomId>\", Access = RealityAccess.Public)]")]
    [InlineData(
        "[RealityKey(@\"chat:room:{|RLT1003:<romId>|}\", Access = RealityAccess.Owner, Owner = \"romId\", Route = \"/rooms/{romId:int}/x\")]",
        "[RealityKey(@\"chat:room:<roomId>\", Access = RealityAccess.Owner, Owner = \"roomId\", Route = \"/rooms/{roomId:int}/x\")]")]
    [InlineData(
        "[RealityKey(\"chat:room:<roomId>\", Access = RealityAccess.Public, Route = \"/rooms/{|RLT1003:{romId}|}/{roomId}\")]",
        "[RealityKey(\"chat:room:<roomId>\", Access = RealityAccess.Public, Route = \"/rooms/{roomId}/{roomId}\")]")]
    [InlineData(
        "[RealityKey(\"chat:room:<roomId>\", Access = RealityAccess.Public, Route = {|RLT1003:\"/rooms\"|})]",
        "[RealityKey(\"chat:room:<roomId>\", Access = RealityAccess.Public, Route = \"/rooms/{roomId}\")]")]
    public Task Of_a_read(string before, string after) => FixProject.Check("RLT1003", Read(before), Read(after));

    [Fact]
    public Task In_every_attribute_of_a_write() => FixProject.Check(
        "RLT1003",
        Write("[RealityInvalidates(\"chat:room:{|RLT1003:<romId>|}\")]\n    [RealityInvalidates(\"chat:room:{|RLT1003:<romId>|}\")] // twice"),
        Write("[RealityInvalidates(\"chat:room:<roomId>\")]\n    [RealityInvalidates(\"chat:room:<roomId>\")] // twice"));

    [Fact]
    public Task A_member() => FixProject.Of(
        Write("[RealityInvalidates(\"chat:room:{|RLT1003:<message.RomId>|}\")]", "Message message"))
        .Fix("RLT1003", Write("[RealityInvalidates(\"chat:room:<message.RoomId>\")]", "Message message"));

    [Fact]
    public Task Not_where_nothing_is_near() => FixProject.Of(
        Read("[RealityKey(\"chat:room:{|RLT1003:<something>|}\", Access = RealityAccess.Public)]"))
        .OffersNothing("RLT1003");
}
