using Reality.Generators.Rules.Tests.Harness;
using static Reality.Generators.Rules.Tests.Harness.Sample;

namespace Reality.Generators.Rules.Tests.Weaving;

public sealed class MissingCoreTests
{
    private const string Key = "[RealityKey(\"chat:room:<roomId>\", Access = RealityAccess.Public)]";

    [Fact]
    public async Task No_method_of_the_name()
    {
        var messages = await RuleProject.Of(Repository(
            $$"""
                {{Key}}
                public partial Task<Message> {|RLT2002:GetAsync|}(string roomId, CancellationToken ct = default);
            """)).Verify();
        Assert.Equal(
            ["'GetAsync' has no core 'GetCoreAsync'. Write 'Task<Message> GetCoreAsync(DbConnection db, string roomId, CancellationToken ct)'."],
            messages);
    }

    [Theory]
    [InlineData("DbConnection db, int roomId, CancellationToken ct", "Task<Message>")]
    [InlineData("DbConnection db, CancellationToken ct", "Task<Message>")]
    [InlineData("DbConnection db, string roomId, int take, CancellationToken ct", "Task<Message>")]
    [InlineData("string roomId, DbConnection db", "Task<Message>")]
    [InlineData("DbConnection db, string roomId, CancellationToken ct", "Task<string>")]
    [InlineData("DbConnection db, string roomId, CancellationToken ct", "Task")]
    public Task A_core_that_does_not_match(string parameters, string returns) => RuleProject.Check(Repository(
        $$"""
            {{Key}}
            public partial Task<Message> {|RLT2002:GetAsync|}(string roomId, CancellationToken ct = default);

            private static {{returns}} GetCoreAsync({{parameters}}) => null!;
        """));

    [Theory]
    [InlineData("List<string>", "List<string?>", false)]
    [InlineData("IReadOnlyList<string>", "List<string?>", false)]
    [InlineData("string[]", "string?[]", false)]
    [InlineData("List<string?>", "List<string>", false)]
    [InlineData("IReadOnlyList<string?>", "List<string>", true)]
    [InlineData("(string? Name, int Count)", "(string, int)", true)]
    public Task Nulls_within_the_result(string contract, string core, bool fits) => RuleProject.Check(Repository(
        $$"""
            {{Key}}
            public partial Task<{{contract}}> {{(fits ? "GetAsync" : "{|RLT2002:GetAsync|}")}}(string roomId);

            private static Task<{{core}}> GetCoreAsync(DbConnection db, string roomId) => null!;
        """));

    [Fact]
    public Task Of_a_contract_at_the_class() => RuleProject.Check(
        Contract(Key).Replace("class Rooms", "class {|RLT2002:Rooms|}", StringComparison.Ordinal).Replace("GetCoreAsync", "ReadCoreAsync", StringComparison.Ordinal));

    [Theory]
    [InlineData("DbConnection db, string roomId, CancellationToken ct")]
    [InlineData("DbConnection db, string roomId")]
    [InlineData("string roomId, CancellationToken ct")]
    public Task Silent_on_cores_that_match(string parameters) => RuleProject.Check(Repository(
        $$"""
            {{Key}}
            public partial Task<Message> GetAsync(string roomId, CancellationToken ct = default);

            private static Task<Message> GetCoreAsync({{parameters}}) => null!;
        """));
}
