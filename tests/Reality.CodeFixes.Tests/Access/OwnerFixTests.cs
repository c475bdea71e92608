using Reality.CodeFixes.Tests.Harness;
using static Reality.Generators.Rules.Tests.Harness.Sample;

namespace Reality.CodeFixes.Tests.Access;

public sealed class OwnerFixTests
{
    [Theory]
    [InlineData("userId", "Access = {|RLT3003:RealityAccess.Public|}", "Access = RealityAccess.Owner")]
    [InlineData("id", "Access = {|RLT3003:RealityAccess.Authenticated|}, Hash = RealityHash.Version", "Access = RealityAccess.Owner, Owner = \"id\", Hash = RealityHash.Version")]
    public Task The_user_alone(string parameter, string before, string after) => FixProject.Check(
        "RLT3003",
        Read($"[RealityKey(\"user:<{parameter}>:profile\", {before})] // why", $"string {parameter}"),
        Read($"[RealityKey(\"user:<{parameter}>:profile\", {after})] // why", $"string {parameter}"));
}
