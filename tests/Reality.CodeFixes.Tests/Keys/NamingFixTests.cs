using Reality.CodeFixes.Tests.Harness;
using static Reality.Generators.Rules.Tests.Harness.Sample;

namespace Reality.CodeFixes.Tests.Keys;

public sealed class NamingFixTests
{
    [Theory]
    [InlineData("reality.key_domains", "chat", "{|RLT1002:caht|}:room:<roomId>", "chat:room:<roomId>")]
    [InlineData("reality.key_segment_pattern", "kebab", "chat:{|RLT1002:team_room|}:<roomId>", "chat:team-room:<roomId>")]
    public Task The_word_that_is_asked_for(string option, string value, string before, string after) => FixProject.Of(
        Read($"[RealityKey(\"{before}\", Access = RealityAccess.Public)]"))
        .WithOption(option, value)
        .Fix("RLT1002", Read($"[RealityKey(\"{after}\", Access = RealityAccess.Public)]"));
}
