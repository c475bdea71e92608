using Reality.Generators.Rules.Tests.Harness;
using static Reality.Generators.Rules.Tests.Harness.Sample;

namespace Reality.Generators.Rules.Tests.Keys;

public sealed class UpperCaseTemplateTests
{
    [Theory]
    [InlineData("{|RLT1002:Chat|}:room:<roomId>")]
    [InlineData("chat:{|RLT1002:Room|}:<roomId>")]
    public async Task A_word_in_upper_case(string template)
    {
        await RuleProject.Check(Read($"[RealityKey(\"{template}\", Access = RealityAccess.Public)]"));
        await RuleProject.Check(Contract($"[RealityKey(\"{template}\", Access = RealityAccess.Public)]"));
    }

    [Fact]
    public Task Silent_on_the_names_of_placeholders() =>
        RuleProject.Check(Read("[RealityKey(\"chat:room:<roomId>\", Access = RealityAccess.Public)]"));
}
