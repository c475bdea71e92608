using Reality.CodeFixes.Tests.Harness;

namespace Reality.CodeFixes.Tests.Weaving;

public sealed class CallContractFixTests
{
    [Theory]
    [InlineData(
        "public Task RunAsync(DbConnection db, CancellationToken ct) => {|RLT2007:SaveCoreAsync(db, \"a\", 1, ct)|};",
        "public Task RunAsync(DbConnection db, CancellationToken ct) => SaveAsync(\"a\", 1, ct);")]
    [InlineData(
        "public async Task RunAsync(DbConnection db) => await {|RLT2007:SaveCoreAsync(db: db, count: 1, roomId: \"a\", ct: default)|}; // why",
        "public async Task RunAsync(DbConnection db) => await SaveAsync(count: 1, roomId: \"a\", ct: default); // why")]
    [InlineData(
        "public Task RunAsync(DbConnection db, Rooms other) => {|RLT2007:other.SaveCoreAsync(db, \"a\", 1, default)|};",
        "public Task RunAsync(DbConnection db, Rooms other) => other.SaveAsync(\"a\", 1, default);")]
    public Task The_contract_in_its_place(string before, string after) => FixProject.Check("RLT2007", Class(before), Class(after));

    [Theory]
    [InlineData("public static Task RunAsync(DbConnection db, Rooms rooms) => {|RLT2007:StaticCoreAsync(db)|};")]
    [InlineData("public Func<DbConnection, Task> Run => {|RLT2007:StaticCoreAsync|};")]
    public Task Nothing_where_there_is_no_instance_or_no_call(string member) => FixProject.Of(Class(member)).OffersNothing("RLT2007");

    [Fact]
    public Task A_core_that_takes_no_token_and_is_static() => FixProject.Check(
        "RLT2007",
        Class("public Task RunAsync(DbConnection db) => {|RLT2007:Rooms.StaticCoreAsync(db)|};"),
        Class("public Task RunAsync(DbConnection db) => StaticAsync();"));

    private static string Class(string member) =>
        $$"""
        [RealityRepository]
        public sealed partial class Rooms(IReality reality)
        {
            [RealityKey("chat:room:<roomId>", Access = RealityAccess.Public)]
            public partial Task<int> GetAsync(string roomId);

            private static Task<int> GetCoreAsync(DbConnection db, string roomId) => null!;

            [RealityKey("chat:count", Access = RealityAccess.Public)]
            public partial Task<int> CountAsync();

            private static Task<int> CountCoreAsync(DbConnection db) => null!;

            [RealityInvalidates("chat:room:<roomId>")]
            public partial Task SaveAsync(string roomId, int count, CancellationToken ct = default);

            private Task SaveCoreAsync(DbConnection db, string roomId, int count, CancellationToken ct) => null!;

            [RealityInvalidates("chat:count")]
            public partial Task StaticAsync();

            private static Task StaticCoreAsync(DbConnection db) => null!;

            {{member}}
        }
        """;
}
