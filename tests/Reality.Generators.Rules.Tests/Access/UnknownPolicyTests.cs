using Reality.Generators.Rules.Tests.Harness;

namespace Reality.Generators.Rules.Tests.Access;

public sealed class UnknownPolicyTests
{
    // What ASP.NET Core has, as far as names go.
    private const string Host =
        """
        public sealed class App { public void MapReality() { } public static App Create() => new(); }

        public sealed class Options { public void AddPolicy(string name, Action<int> policy) { } }

        public static class Policies { public const string Member = "room-member"; }
        """;

    [Theory]
    [InlineData("options.AddPolicy(\"room-member\", _ => { });", "room-membr", "Did you mean 'room-member'?")]
    [InlineData("options.AddPolicy(Policies.Member, _ => { });", "admin", "Added are: 'room-member'.")]
    [InlineData("options.AddPolicy(nameof(Options), _ => { });", "admin", "Added are: 'Options'.")]
    public async Task A_policy_that_nobody_adds(string statement, string policy, string advice)
    {
        var messages = await Project($"App.Create().MapReality(); {statement}", $"{{|RLT3004:\"{policy}\"|}}").Verify();
        Assert.Equal([$"No AddPolicy here names '{policy}'. {advice}"], messages);
    }

    [Theory]
    [InlineData("App.Create().MapReality(); options.AddPolicy(\"room-member\", _ => { });")]
    [InlineData("App.Create().MapReality(); options.AddPolicy(Policies.Member, _ => { });")]
    [InlineData("App.Create().MapReality();")]
    [InlineData("options.AddPolicy(\"other\", _ => { });")]
    [InlineData("App.Create().MapReality(); options.AddPolicy(\"other\", _ => { }); options.AddPolicy(\"a\" + 1, _ => { });")]
    [InlineData("App.Create().MapReality(); options.AddPolicy(\"other\", _ => { }); var provider = default(IAuthorizationPolicyProvider);")]
    [InlineData("App.Create().MapReality(); options.AddPolicy(\"other\", _ => { }); foreach (var name in new[] { \"x\" }) { options.AddPolicy(name, _ => { }); }")]
    public Task Silent_where_it_may_be_added(string statements) => Project(statements, "\"room-member\"").WithCompilerErrors("CS0219").Verify();

    private static RuleProject Project(string statements, string policy) => RuleProject.Of(
        Sample.Read($"[RealityKey(\"chat:room:<roomId>\", Policy = {policy})]"),
        $"{Host}\n\npublic interface IAuthorizationPolicyProvider;\n\npublic static class Program {{ public static void Run(Options options) {{ {statements} }} }}");
}
