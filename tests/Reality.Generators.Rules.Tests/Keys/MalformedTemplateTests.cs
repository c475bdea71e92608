using Reality.Generators.Rules.Tests.Harness;
using static Reality.Generators.Rules.Tests.Harness.Sample;

namespace Reality.Generators.Rules.Tests.Keys;

public sealed class MalformedTemplateTests
{
    [Theory]
    [InlineData("chat:{|RLT1001::|}<roomId>")]
    [InlineData("{|RLT1001:chat|}")]
    [InlineData("chat:ro{|RLT1001:!|}m:<roomId>")]
    [InlineData("chat:{|RLT1001:<roomId|}")]
    [InlineData("chat:roomId{|RLT1001:>|}")]
    [InlineData("chat:<{|RLT1001:<|}roomId>>")]
    [InlineData("chat:{|RLT1001:room-<roomId>|}")]
    [InlineData("chat:{|RLT1001:<>|}")]
    [InlineData("{|RLT1001:<roomId>|}:chat")]
    [InlineData("chat:{|RLT1001:<roomId>:<roomId>|}")]
    [InlineData("chat:a:b:c:d:{|RLT1001:e|}")]
    [InlineData("chat:room:{|RLT1001:*|}")]
    [InlineData("chat:a:{|RLT1001:<roomId.Length>|}")]
    [InlineData("chat:<roomId>:and:{|RLT1001:<roomId>|}")]
    public async Task A_declared_template_that_breaks_the_grammar(string template)
    {
        await RuleProject.Check(Read($"[RealityKey(\"{template}\", Access = RealityAccess.Public)]"));
        await RuleProject.Check(Contract($"[RealityKey(\"{template}\", Access = RealityAccess.Public)]"));
    }

    [Theory]
    [InlineData("chat:{|RLT1001::|}<roomId>")]
    [InlineData("chat:*:of:{|RLT1001:<roomId>|}")]
    [InlineData("{|RLT1001:*|}:room")]
    [InlineData("chat:{|RLT1001:*:*|}")]
    [InlineData("chat:ro{|RLT1001:*|}m:all")]
    [InlineData("chat:{|RLT1001:<roomId|}")]
    public Task An_invalidated_template_that_breaks_the_grammar(string template) =>
        RuleProject.Check(Write($"[RealityInvalidates(\"{template}\")]"));

    [Fact]
    public Task An_empty_template() => RuleProject.Check(Read("[RealityKey({|RLT1001:\"\"|}, Access = RealityAccess.Public)]"));

    [Theory]
    [InlineData("\"ch\\u0061t:b{|RLT1001:!|}x:<roomId>\"")]
    [InlineData("@\"chat:b{|RLT1001:!|}x:<roomId>\"")]
    [InlineData("\"\"\"chat:b{|RLT1001:!|}x:<roomId>\"\"\"")]
    [InlineData("{|RLT1001:\"chat:\" + \"b!x:<roomId>\"|}")]
    [InlineData("{|RLT1001:Bad|}")]
    public Task The_part_is_found_however_the_template_is_written(string expression) =>
        RuleProject.Check(Repository(
            $$"""
                private const string Bad = "chat:b!x:<roomId>";

                [RealityKey({{expression}}, Access = RealityAccess.Public)]
                public partial Task<Message> GetAsync(string roomId, CancellationToken ct = default);

                private static Task<Message> GetCoreAsync(DbConnection db, string roomId, CancellationToken ct) => Task.FromResult(new Message(1, Bad, ""));
            """));

    [Theory]
    [InlineData("chat:room:<roomId>")]
    [InlineData("chat:room:<roomId>:typing")]
    [InlineData("a1:b.c_d-e:<roomId>:f:g")]
    public async Task Silent_on_good_templates(string template)
    {
        await RuleProject.Check(Read($"[RealityKey(\"{template}\", Access = RealityAccess.Public)]"));
        await RuleProject.Check(Contract($"[RealityKey(\"{template}\", Access = RealityAccess.Public)]"));
    }
}
