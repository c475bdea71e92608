using Reality.CodeFixes.Tests.Harness;
using static Reality.Generators.Rules.Tests.Harness.Sample;

namespace Reality.CodeFixes.Tests.Access;

public sealed class MissingAccessFixTests
{
    private const string Marked = "[RealityKey(\"chat:room:<roomId>\", Route = \"/rooms/{roomId}\")] // rooms";

    [Fact]
    public Task Whoever_is_signed_in_first() => FixProject.Check(
        "RLT3001",
        Here(Read(Marked)),
        Read("[RealityKey(\"chat:room:<roomId>\", Access = RealityAccess.Authenticated, Route = \"/rooms/{roomId}\")] // rooms"));

    [Fact]
    public Task Everyone_where_chosen() => FixProject.Of(Here(Read(Marked)))
        .Choosing("Let everyone read it")
        .Fix("RLT3001", Read("[RealityKey(\"chat:room:<roomId>\", Access = RealityAccess.Public, Route = \"/rooms/{roomId}\")] // rooms"));

    [Fact]
    public Task In_place_of_none() => FixProject.Check(
        "RLT3001",
        Here(Read("[RealityKey(\"chat:room:<roomId>\", Access = RealityAccess.None)]")),
        Read("[RealityKey(\"chat:room:<roomId>\", Access = RealityAccess.Authenticated)]"));

    [Fact]
    public async Task The_owner_where_the_key_names_one()
    {
        var source = Here(Read("[RealityKey(\"user:<userId>:rooms\")]", "string userId"));
        Assert.Equal(["Let the owner alone read it", "Let any signed-in user read it", "Let everyone read it"], await FixProject.Of(source).Titles("RLT3001"));
        await FixProject.Check("RLT3001", source, Read("[RealityKey(\"user:<userId>:rooms\", Access = RealityAccess.Owner)]", "string userId"));
        await FixProject.Check(
            "RLT3001",
            Here(Read("[RealityKey(\"user:<id>:rooms\", Owner = \"id\")]", "string id")),
            Read("[RealityKey(\"user:<id>:rooms\", Access = RealityAccess.Owner, Owner = \"id\")]", "string id"));
    }

    [Fact]
    public Task All_of_them_the_narrowest() => FixProject.Of(
        Here(Read("[RealityKey(\"chat:room:<roomId>\")]")),
        Here(Read("[RealityKey(\"user:<userId>:rooms\")]", "string userId")).Replace("Rooms", "Users", StringComparison.Ordinal).Replace("record Message", "record Other", StringComparison.Ordinal))
        .All()
        .Fix("RLT3001", Read("[RealityKey(\"chat:room:<roomId>\", Access = RealityAccess.Authenticated)]"));

    private static string Here(string source) => source.Replace(" GetAsync", " {|RLT3001:GetAsync|}", StringComparison.Ordinal);
}
