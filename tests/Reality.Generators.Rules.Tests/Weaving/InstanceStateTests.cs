using Reality.Generators.Rules.Tests.Harness;

namespace Reality.Generators.Rules.Tests.Weaving;

public sealed class InstanceStateTests
{
    [Theory]
    [InlineData("{|RLT2010:tenant|}.Length")]
    [InlineData("{|RLT2010:_field|}")]
    [InlineData("{|RLT2010:this._field|}")]
    [InlineData("{|RLT2010:Property|}")]
    [InlineData("{|RLT2010:Computed|}")]
    [InlineData("{|RLT2010:Helper()|}")]
    [InlineData("{|RLT2010:Longer()|}")]
    [InlineData("new Func<int>(() => {|RLT2010:_field|})()")]
    [InlineData("Shared({|RLT2010:this|})")]
    [InlineData("{|RLT2010:Inherited|}")]
    public async Task A_core_that_uses_its_instance(string expression)
    {
        await RuleProject.Check(Class(expression));
        await RuleProject.Check(Contract(expression));
    }

    [Theory]
    [InlineData("Constant")]
    [InlineData("StaticField")]
    [InlineData("Harmless()")]
    [InlineData("Fixed")]
    [InlineData("nameof(_field).Length")]
    [InlineData("reality.GetHashCode()")]
    [InlineData("Recursive(3)")]
    public Task Silent_on_what_every_instance_has_alike(string expression) => RuleProject.Check(Class(expression));

    [Fact]
    public Task Silent_on_writes_and_on_other_methods() => RuleProject.Check(
        """
        [RealityRepository]
        public sealed partial class Rooms(IReality reality, string tenant)
        {
            [RealityKey("chat:room:<roomId>", Access = RealityAccess.Public, Hash = RealityHash.Version)]
            public partial Task<int> GetAsync(int roomId, CancellationToken ct = default);

            private Task<int> GetCoreAsync(DbConnection db, int roomId, CancellationToken ct) => Task.FromResult(1);

            [RealityInvalidates("chat:room:<roomId>")]
            public partial Task SetAsync(int roomId, CancellationToken ct = default);

            private Task SetCoreAsync(DbConnection db, int roomId, CancellationToken ct) => Task.FromResult(tenant);
        }
        """);

    [Fact]
    public async Task The_message_names_core_state_and_way()
    {
        Assert.Equal(
            ["'GetCoreAsync' reads '_field' of its instance, so one key may hold different results for different callers. Make it a parameter that the key holds, or take it from the database."],
            await RuleProject.Of(Class("{|RLT2010:_field|}")).Verify());
        Assert.Equal(
            ["'GetCoreAsync' reads 'tenant' (through 'Longer') of its instance, so one key may hold different results for different callers. Make it a parameter that the key holds, or take it from the database."],
            await RuleProject.Of(Class("{|RLT2010:Longer()|}")).Verify());
    }

    private static string Class(string expression) =>
        $$"""
        public abstract class Base
        {
            protected int Inherited { get; set; }
        }

        [RealityRepository]
        public sealed partial class Rooms(IReality reality, string tenant) : Base
        {
            [RealityKey("chat:room:<roomId>", Access = RealityAccess.Public)]
            public partial Task<int> GetAsync(int roomId, CancellationToken ct = default);

        {{Members(expression)}}
        }
        """;

    private static string Contract(string expression) =>
        $$"""
        public abstract class Base
        {
            protected int Inherited { get; set; }
        }

        public interface IRooms
        {
            [RealityKey("chat:room:<roomId>", Access = RealityAccess.Public)]
            Task<int> GetAsync(int roomId, CancellationToken ct = default);
        }

        [RealityRepository]
        public sealed partial class Rooms(IReality reality, string tenant) : Base, IRooms
        {
        {{Members(expression)}}
        }
        """;

    private static string Members(string expression) =>
        $$"""
            private const int Constant = 1;
            private static readonly int StaticField = 2;
            private int _field = 3;

            private int Property { get; set; }

            private int Computed => _field + 1;

            private int Fixed => Constant;

            private Task<int> GetCoreAsync(DbConnection db, int roomId, CancellationToken ct) => Task.FromResult({{expression}});

            private int Helper() => _field++;

            private int Longer() => Middle();

            private int Middle() => tenant.Length;

            private int Harmless() => Constant + StaticField;

            private int Recursive(int depth) => depth == 0 ? 0 : Recursive(depth - 1);

            private static int Shared(object value) => value.GetHashCode();
        """;
}
