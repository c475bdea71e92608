using Reality.Generators.Rules.Tests.Harness;

namespace Reality.Generators.Rules.Tests.Access;

public sealed class OpenUserKeyTests
{
    [Theory]
    [InlineData("user:<userId>:profile", "userId", "Public", "anybody may read it. Write Access = RealityAccess.Owner, or a Policy that says who else may.")]
    [InlineData("users:<userId>", "userId", "Authenticated", "any signed-in user may read it. Write Access = RealityAccess.Owner, or a Policy that says who else may.")]
    [InlineData("user:<id>:inbox", "id", "Public", "anybody may read it. Write Access = RealityAccess.Owner, Owner = \"id\", or a Policy that says who else may.")]
    public async Task A_users_key_that_others_may_read(string template, string parameter, string access, string message)
    {
        var messages = await RuleProject.Of(Sample.Read($"[RealityKey(\"{template}\", Access = {{|RLT3003:RealityAccess.{access}|}})]", $"string {parameter}")).Verify();
        Assert.Equal([$"'{template}' is a key of one user, and {message}"], messages);
    }

    [Fact]
    public Task At_the_interface() =>
        RuleProject.Check(Sample.Contract("[RealityKey(\"user:<userId>:profile\", Access = {|RLT3003:RealityAccess.Public|})]", "string userId"));

    [Theory]
    [InlineData("user:<userId>:profile", "userId", "Access = RealityAccess.Owner")]
    [InlineData("user:<userId>:profile", "userId", "Policy = \"friends\"")]
    [InlineData("user:<userId>:profile", "userId", "Access = RealityAccess.Public, Policy = \"friends\"")]
    [InlineData("user:card:<userId>", "userId", "Access = RealityAccess.Public")]
    [InlineData("user:<page>:list", "page", "Access = RealityAccess.Public")]
    [InlineData("chat:<userId>:room", "userId", "Access = RealityAccess.Public")]
    public Task Silent_otherwise(string template, string parameter, string access) =>
        RuleProject.Check(Sample.Read($"[RealityKey(\"{template}\", {access})]", $"string {parameter}"));
}
