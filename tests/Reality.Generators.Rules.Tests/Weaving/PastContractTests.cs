using Reality.Generators.Rules.Tests.Harness;

namespace Reality.Generators.Rules.Tests.Weaving;

public sealed class PastContractTests
{
    [Fact]
    public async Task A_call_of_a_writes_core()
    {
        var messages = await RuleProject.Of(Class("public Task Sneak(DbConnection db) => {|RLT2007:SaveCoreAsync(db, \"general\")|};")).Verify();
        Assert.Equal(["'SaveCoreAsync' is the core of 'SaveAsync': called like this it writes and invalidates nothing of 'chat:room:<roomId>'. Call 'SaveAsync'."], messages);
    }

    [Theory]
    [InlineData("public Func<DbConnection, string, Task> Sneak => {|RLT2007:SaveCoreAsync|};")]
    [InlineData("public Task Sneak(DbConnection db) { return Inner(); Task Inner() => {|RLT2007:SaveCoreAsync(db, \"a\")|}; }")]
    [InlineData("public Task Sneak(DbConnection db) => Through(db); private static Task Through(DbConnection db) => {|RLT2007:SaveCoreAsync(db, \"a\")|};")]
    [InlineData("public class Inner { public Task Sneak(DbConnection db) => {|RLT2007:SaveCoreAsync(db, \"a\")|}; }")]
    public Task Wherever_it_stands(string member) => RuleProject.Check(Class(member));

    [Fact]
    public Task From_the_core_of_a_write_that_invalidates_something_else() => RuleProject.Check(Class(
        """
        [RealityKey("chat:topic:<roomId>", Access = RealityAccess.Public)]
        public partial Task<int> GetTopicAsync(string roomId);

        private static Task<int> GetTopicCoreAsync(DbConnection db, string roomId) => null!;

        [RealityInvalidates("chat:topic:<roomId>")]
        public partial Task SetTopicAsync(string roomId);

        private static Task SetTopicCoreAsync(DbConnection db, string roomId) => {|RLT2007:SaveCoreAsync(db, roomId)|};
        """));

    [Fact]
    public Task An_internal_core_from_another_class() => RuleProject.Check(
        Class(string.Empty).Replace("private static Task SaveCore", "internal static Task SaveCore", StringComparison.Ordinal),
        "public static class Elsewhere { public static Task Run(DbConnection db) => {|RLT2007:Rooms.SaveCoreAsync(db, \"a\")|}; }");

    [Theory]
    [InlineData("public Task<int> Compose(DbConnection db) => GetCoreAsync(db, \"a\");")]
    [InlineData("public string Name => nameof(SaveCoreAsync);")]
    [InlineData("public Task Save() => SaveAsync(\"a\");")]
    [InlineData("public static Task OtherCoreAsync(DbConnection db) => null!; public Task Call(DbConnection db) => OtherCoreAsync(db);")]
    public Task Silent_on_what_is_no_writes_core(string member) => RuleProject.Check(Class(member));

    [Fact]
    public Task Silent_from_a_core_whose_contract_invalidates_as_much() => RuleProject.Check(Class(
        """
        [RealityInvalidates("chat:room:<roomId>")]
        public partial Task SaveTwiceAsync(string roomId);

        private static async Task SaveTwiceCoreAsync(DbConnection db, string roomId)
        {
            await SaveCoreAsync(db, roomId);
            await AgainAsync(db, roomId, 3);
        }

        private static async Task AgainAsync(DbConnection db, string roomId, int times)
        {
            await SaveCoreAsync(db, roomId);
            if (times > 0)
            {
                await AgainAsync(db, roomId, times - 1);
            }
        }
        """));

    private static string Class(string members) =>
        $$"""
        [RealityRepository]
        public sealed partial class Rooms(IReality reality)
        {
            [RealityKey("chat:room:<roomId>", Access = RealityAccess.Public)]
            public partial Task<int> GetAsync(string roomId);

            private static Task<int> GetCoreAsync(DbConnection db, string roomId) => null!;

            [RealityInvalidates("chat:room:<roomId>")]
            public partial Task SaveAsync(string roomId);

            private static Task SaveCoreAsync(DbConnection db, string roomId) => null!;

        {{members}}
        }
        """;
}
