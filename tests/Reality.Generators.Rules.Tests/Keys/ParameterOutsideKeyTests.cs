using Reality.Generators.Rules.Tests.Harness;
using static Reality.Generators.Rules.Tests.Harness.Sample;

namespace Reality.Generators.Rules.Tests.Keys;

public sealed class ParameterOutsideKeyTests
{
    [Fact]
    public async Task A_parameter_beside_the_key()
    {
        const string Attribute = "[RealityKey(\"chat:room:<roomId>\", Access = RealityAccess.Public)]";
        await RuleProject.Check(Contract(Attribute, "string roomId, int {|RLT1007:take|}"));
        var messages = await RuleProject.Of(Read(Attribute, "string roomId, int {|RLT1007:take|}")).Verify();
        Assert.Equal(
            ["'take' is not in the key 'chat:room:<roomId>', so calls that differ in it give different results for one key. Add a segment '<take>', or remove the parameter."],
            messages);
    }

    [Fact]
    public Task Silent_on_the_token_and_on_writes() => RuleProject.Check(
        Write("[RealityInvalidates(\"chat:room:<roomId>\")]", "string roomId, string text, int retries"));
}
