using Reality.Generators.Rules.Tests.Harness;

namespace Reality.Generators.Rules.Tests.Keys;

public sealed class KeyNamingTests
{
    private const string Domains = "reality.key_domains";
    private const string Pattern = "reality.key_segment_pattern";

    [Theory]
    [InlineData("{|RLT1002:caht|}:room:<roomId>", "'caht' is no domain of 'reality.key_domains' in .editorconfig. Did you mean 'chat'?")]
    [InlineData("{|RLT1002:billing|}:room:<roomId>", "'billing' is no domain of 'reality.key_domains' in .editorconfig. Allowed are: chat, user. Add it there if it is one.")]
    public async Task A_domain_that_is_not_allowed(string template, string message) =>
        Assert.Equal([message], await Read(template).WithOption(Domains, "chat, user").Verify());

    [Fact]
    public async Task In_invalidations_too() => Assert.Single(await RuleProject.Of(
        Sample.Write("[RealityInvalidates({|RLT2005:\"{|RLT1002:caht|}:room:<roomId>\"|})]")).WithOption(Domains, "chat").Verify(), static message => message.Contains("key_domains", StringComparison.Ordinal));

    [Theory]
    [InlineData("kebab", "chat:{|RLT1002:team_room|}:<roomId>", "'team_room' is not written as 'reality.key_segment_pattern = kebab' in .editorconfig asks. Write 'team-room'.")]
    [InlineData("snake", "chat:{|RLT1002:team-room|}:<roomId>", "'team-room' is not written as 'reality.key_segment_pattern = snake' in .editorconfig asks. Write 'team_room'.")]
    [InlineData("[a-z]+", "chat:{|RLT1002:room2|}:<roomId>", "'room2' is not written as 'reality.key_segment_pattern = [a-z]+' in .editorconfig asks. Write it as that says.")]
    public async Task A_word_that_is_not_as_the_pattern_says(string pattern, string template, string message) =>
        Assert.Equal([message], await Read(template).WithOption(Pattern, pattern).Verify());

    [Theory]
    [InlineData(Domains, "chat, user", "chat:room:<roomId>")]
    [InlineData(Domains, " chat ", "chat:team_room:<roomId>")]
    [InlineData(Domains, "", "billing:room:<roomId>")]
    [InlineData(Pattern, "kebab", "chat:team-room:<roomId>")]
    [InlineData(Pattern, "snake", "chat:team_room:<roomId>")]
    [InlineData(Pattern, "kebab", "chat:room:<roomId>")]
    public Task Silent_as_agreed(string option, string value, string template) => Read(template).WithOption(option, value).Verify();

    [Fact]
    public async Task Upper_case_is_told_once() => Assert.Single(
        await Read("{|RLT1002:Chat|}:room:<roomId>").WithOption(Domains, "chat").WithOption(Pattern, "kebab").Verify());

    [Theory]
    [InlineData(Domains, "Chat, user", "'reality.key_domains' in .editorconfig holds 'Chat', which is no domain. Write lower-case words joined by commas, such as 'chat, user'.")]
    [InlineData(Domains, "user,", "'reality.key_domains' in .editorconfig holds '', which is no domain. Write lower-case words joined by commas, such as 'chat, user'.")]
    [InlineData("reality.key_domain", "chat", "'reality.key_domain' in .editorconfig is no option. Did you mean 'reality.key_domains'?")]
    [InlineData("reality.something", "chat", "'reality.something' in .editorconfig is no option. There are 'reality.key_domains' and 'reality.key_segment_pattern'.")]
    public async Task An_option_that_says_nothing(string option, string value, string message)
    {
        var project = RuleProject.Of(Sample.Read("[RealityKey({|RLT1013:\"user:room:<roomId>\"|}, Access = RealityAccess.Public)]"));
        Assert.Equal([message], await project.WithOption(option, value).Verify());
    }

    [Fact]
    public async Task A_pattern_that_is_none()
    {
        var project = RuleProject.Of(Sample.Read("[RealityKey({|RLT1013:\"chat:room:<roomId>\"|}, Access = RealityAccess.Public)]"));
        var message = Assert.Single(await project.WithOption(Pattern, "[a-z").Verify());
        Assert.StartsWith("'reality.key_segment_pattern' in .editorconfig is '[a-z', which is no regular expression (", message, StringComparison.Ordinal);
    }

    private static RuleProject Read(string template) => RuleProject.Of(Sample.Read($"[RealityKey(\"{template}\", Access = RealityAccess.Public)]"));
}
