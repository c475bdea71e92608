using Reality.Generators.Rules.Tests.Harness;
using static Reality.Generators.Rules.Tests.Harness.Sample;

namespace Reality.Generators.Rules.Tests.Weaving;

public sealed class MissingRealityTests
{
    private const string Key = "[RealityKey(\"chat:room:<roomId>\", Access = RealityAccess.Public)]";

    [Fact]
    public async Task Neither_parameter_nor_member()
    {
        await RuleProject.Check(Contract(Key).Replace("class Rooms(IReality reality)", "class {|RLT2003:Rooms|}", StringComparison.Ordinal));
        var messages = await RuleProject.Of(Read(Key).Replace("class Rooms(IReality reality)", "class {|RLT2003:Rooms|}", StringComparison.Ordinal)).Verify();
        Assert.Equal(
            ["'Rooms' has no IReality in reach of its woven methods. Add a parameter 'IReality reality' to its primary constructor, or keep one in a field."],
            messages);
    }

    [Theory]
    [InlineData("private readonly IReality _reality = null!;")]
    [InlineData("private IReality Reality { get; } = null!;")]
    public Task Silent_on_members(string member) => RuleProject.Check(
        Read(Key).Replace("class Rooms(IReality reality)\n{", "class Rooms\n{\n    " + member, StringComparison.Ordinal));

    [Fact]
    public Task Silent_where_a_base_class_keeps_its_own() => RuleProject.Check(
        "public abstract class Base(IReality reality)\n{\n    protected IReality Reality { private get; set; } = reality;\n}",
        Read(Key).Replace("class Rooms(IReality reality)", "class Rooms(IReality reality) : Base(reality)", StringComparison.Ordinal));

    [Fact]
    public Task Silent_on_a_repository_without_contracts() => RuleProject.Check(
        """
        [RealityRepository]
        public sealed class Later;
        """);
}
