using Reality.Generators.Rules.Tests.Harness;

namespace Reality.Generators.Rules.Tests.Weaving;

public sealed class UnlistedPayloadTests
{
    [Theory]
    [InlineData("PublishAot")]
    [InlineData("PublishTrimmed")]
    [InlineData("IsAotCompatible")]
    [InlineData("IsTrimmable")]
    public async Task A_payload_that_no_context_lists(string property)
    {
        var messages = await RuleProject.Of(Read("{|RLT2009:Task<Message>|}")).WithOption("build_property." + property, "true").Verify();
        Assert.Equal(
            [$"'Message', which 'GetAsync' returns, is listed by no JsonSerializerContext, and {property} is on: it cannot be written as JSON there. Add [JsonSerializable(typeof(Message))] to one."],
            messages);
    }

    [Fact]
    public Task Of_a_contract_at_the_core() => RuleProject.Of(
        Sample.Contract("[RealityKey(\"chat:room:<roomId>\", Access = RealityAccess.Public)]").Replace("> GetCoreAsync", "> {|RLT2009:GetCoreAsync|}", StringComparison.Ordinal))
        .WithOption("build_property.PublishAot", "true").Verify();

    [Theory]
    [InlineData("Message")]
    [InlineData("List<Message>")]
    [InlineData("Page")]
    public Task Silent_where_a_context_lists_it(string listed) => Trimmed(Read("Task<Message>"), Context(listed)).Verify();

    [Fact]
    public async Task Silent_where_a_referenced_context_lists_it()
    {
        var contracts = RuleProject.Named(
            "Contracts",
            "namespace Contracts; public sealed record Message(long Id); public interface IReads { [RealityKey(\"chat:room:<roomId>\", Access = RealityAccess.Public)] Task<Message> GetAsync(string roomId); }",
            "namespace Contracts;\n\n" + Context("Message").Replace("public sealed record Page(IReadOnlyList<Message> Messages);", string.Empty, StringComparison.Ordinal));
        await Trimmed(
            """
            [RealityRepository]
            public sealed partial class Rooms(IReality reality) : Contracts.IReads
            {
                private static Task<Contracts.Message> GetCoreAsync(DbConnection db, string roomId) => null!;
            }
            """).Referencing(contracts).Verify();
    }

    [Theory]
    [InlineData("false")]
    [InlineData("")]
    public Task Silent_where_nothing_is_trimmed(string value) => RuleProject.Of(Read("Task<Message>")).WithOption("build_property.PublishAot", value).Verify();

    private static RuleProject Trimmed(params string[] files) => RuleProject.Of(files).WithOption("build_property.PublishAot", "true");

    private static string Read(string type) => Sample.Read("[RealityKey(\"chat:room:<roomId>\", Access = RealityAccess.Public)]")
        .Replace("public partial Task<Message>", $"public partial {type}", StringComparison.Ordinal);

    // The serializer's own generator does not run here, so its part is written by hand.
    private static string Context(string listed) =>
        $$"""
        public sealed record Page(IReadOnlyList<Message> Messages);

        [System.Text.Json.Serialization.JsonSerializable(typeof({{listed}}))]
        public sealed partial class AppJson() : System.Text.Json.Serialization.JsonSerializerContext(null)
        {
            public static AppJson Default => null!;

            protected override System.Text.Json.JsonSerializerOptions? GeneratedSerializerOptions => null;

            public override System.Text.Json.Serialization.Metadata.JsonTypeInfo? GetTypeInfo(Type type) => null;
        }
        """;
}
