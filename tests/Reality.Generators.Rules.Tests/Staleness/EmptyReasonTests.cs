using Reality.Generators.Rules.Tests.Harness;

namespace Reality.Generators.Rules.Tests.Staleness;

/// <summary>RLT4006: ignoring takes a reason.</summary>
public sealed class EmptyReasonTests
{
    [Theory]
    [InlineData("{|RLT4006:\"\"|}")]
    [InlineData("{|RLT4006:\"  \"|}")]
    [InlineData("{|RLT4006:null!|}")]
    [InlineData("\"runs before the first start\"")]
    public Task Fires_at_the_reason(string reason) => RuleProject.Check(
        $$"""
        public sealed class Tool
        {
            [RealityIgnore({{reason}})]
            public Task RunAsync() => Task.CompletedTask;
        }
        """);
}
