using Reality.Generators.Rules.Tests.Harness;
using static Reality.Generators.Rules.Tests.Harness.Sample;

namespace Reality.Generators.Rules.Tests.Access;

public sealed class AccessTests
{
    [Fact]
    public async Task A_key_without_rule()
    {
        const string Attribute = "[RealityKey(\"chat:room:<roomId>\")]";
        await RuleProject.Check(Contract(Attribute).Replace(" GetAsync", " {|RLT3001:GetAsync|}", StringComparison.Ordinal));
        var messages = await RuleProject.Of(Read(Attribute).Replace(" GetAsync", " {|RLT3001:GetAsync|}", StringComparison.Ordinal)).Verify();
        Assert.Equal(
            ["'chat:room:<roomId>' says not who may read it, so everyone is refused. Add Access = RealityAccess.Public, Authenticated or Owner, or Policy = \"...\"."],
            messages);
    }

    [Theory]
    [InlineData("Access = {|RLT3002:RealityAccess.Owner|}")]
    [InlineData("Access = RealityAccess.Owner, Owner = {|RLT3002:\"user\"|}")]
    [InlineData("Policy = {|RLT3004:\"\"|}")]
    [InlineData("Policy = {|RLT3004:\" \"|}")]
    public async Task A_rule_that_cannot_be_checked(string rule)
    {
        await RuleProject.Check(Read($"[RealityKey(\"chat:room:<roomId>\", {rule})]"));
        await RuleProject.Check(Contract($"[RealityKey(\"chat:room:<roomId>\", {rule})]"));
    }

    [Theory]
    [InlineData("chat:room:<roomId>", "Access = RealityAccess.Public")]
    [InlineData("chat:room:<roomId>", "Access = RealityAccess.Authenticated")]
    [InlineData("chat:room:<roomId>", "Access = RealityAccess.Owner, Owner = \"roomId\"")]
    [InlineData("chat:room:<roomId>", "Policy = \"member\"")]
    [InlineData("chat:room:<roomId>", "Access = RealityAccess.Authenticated, Policy = \"member\"")]
    public Task Silent_on_rules(string template, string rule) => RuleProject.Check(Read($"[RealityKey(\"{template}\", {rule})]"));

    [Fact]
    public Task Silent_on_the_default_owner() =>
        RuleProject.Check(Read("[RealityKey(\"user:<userId>:profile\", Access = RealityAccess.Owner)]", "string userId"));
}
