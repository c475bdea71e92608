using Reality.Generators.Rules.Tests.Harness;

namespace Reality.Generators.Rules.Tests.Weaving;

public sealed class UndeclaredTemplateTests
{
    [Theory]
    [InlineData("chat:rom:<roomId>", "Did you mean 'chat:room:<roomId>'?")]
    [InlineData("caht:room:<roomId>", "Did you mean 'chat:room:<roomId>'?")]
    [InlineData("chat:room:<roomId>:typing", "Declared in 'chat': 'chat:room:<roomId>'. Write one of them, or declare a read of this one.")]
    [InlineData("billing:invoice:<roomId>", "Declare a read of it by [RealityKey], or remove the invalidation.")]
    public async Task A_template_that_no_read_declares(string template, string advice)
    {
        var messages = await RuleProject.Of(Sample.Write($"[RealityInvalidates({{|RLT2005:\"{template}\"|}})]")).Verify();
        Assert.Equal([$"'SaveAsync' invalidates '{template}', which no read declares, so nobody is told of the change. {advice}"], messages);
    }

    [Fact]
    public async Task The_placeholders_stay_as_they_are_written()
    {
        var messages = await RuleProject.Of(Sample.Write("[RealityInvalidates({|RLT2005:\"chat:rooms:<room>\"|})]", "string room")).Verify();
        Assert.EndsWith("Did you mean 'chat:room:<room>'?", messages[0], StringComparison.Ordinal);
    }

    [Fact]
    public Task Of_a_contract_at_the_core() => RuleProject.Check(
        """
        public interface IRooms
        {
            [RealityInvalidates("chat:room:<roomId>")]
            Task SetAsync(string roomId);
        }
        """,
        """
        [RealityRepository]
        public sealed partial class Rooms(IReality reality) : IRooms
        {
            private static Task {|RLT2005:SetCoreAsync|}(DbConnection db, string roomId) => null!;
        }
        """);

    [Fact]
    public async Task Silent_on_reads_of_others()
    {
        var contracts = RuleProject.Named(
            "Contracts",
            """
            namespace Contracts;

            internal sealed record Hidden(int Id);

            public interface IReads
            {
                [RealityKey("chat:room:<roomId>", Access = RealityAccess.Public)]
                Task<int> GetAsync(string roomId);
            }

            internal interface IHiddenReads
            {
                [RealityKey("chat:topic:<roomId>", Access = RealityAccess.Public)]
                Task<Hidden> GetTopicAsync(string roomId);
            }
            """);
        await RuleProject.Of(Writes("chat:room:<roomId>", "RLT2008")).Referencing(contracts).Verify();
        await RuleProject.Of(Writes("chat:topic:<roomId>", null)).Referencing(contracts).Verify();
    }

    [Fact]
    public Task Silent_on_a_read_that_has_another_error() => RuleProject.Check(
        """
        [RealityRepository]
        public sealed partial class Rooms(IReality reality)
        {
            [RealityKey("chat:room:<{|RLT1003:room|}>", Access = RealityAccess.Public)]
            public partial Task<int> GetAsync(string roomId);

            private static Task<int> GetCoreAsync(DbConnection db, string roomId) => null!;

            [RealityInvalidates("chat:room:<roomId>")]
            public partial Task SetAsync(string roomId);

            private static Task SetCoreAsync(DbConnection db, string roomId) => null!;
        }
        """.Replace("<{|RLT1003:room|}>", "{|RLT1003:<room>|}", StringComparison.Ordinal));

    [Fact]
    public Task Silent_where_the_generator_has_not_run() => RuleProject.Of(Writes("chat:room:<roomId>", null)).WithoutGenerator().WithCompilerErrors("CS8795", "CS9113").Verify();

    private static string Writes(string template, string? rule) =>
        $$"""
        [RealityRepository]
        public sealed partial class Writes(IReality reality)
        {
            [RealityInvalidates({{(rule is null ? $"\"{template}\"" : $"{{|{rule}:\"{template}\"|}}")}})]
            public partial Task SetAsync(string roomId);

            private static Task SetCoreAsync(string roomId) => null!;
        }
        """;
}
