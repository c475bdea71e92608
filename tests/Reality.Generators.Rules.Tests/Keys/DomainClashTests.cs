using Reality.Generators.Rules.Tests.Harness;

namespace Reality.Generators.Rules.Tests.Keys;

public sealed class DomainClashTests
{
    private const string Key = "[RealityKey(\"order:list:<year>\", Access = RealityAccess.Public)]";

    // The use itself has two meanings, which the compiler says too.
    [Fact]
    public async Task A_use_of_a_domain_of_two_references()
    {
        var messages = await RuleProject.Of(
            """
            public static class Use
            {
                public static object Key => Keys.{|RLT1012:Order|}.Item("7");
            }
            """)
            .Referencing(Contracts("Shop.Orders", "item"), Contracts("Shop.Billing", "bill"))
            .WithCompilerErrors("CS0229", "CS9339", "CS0121", "CS1061", "CS9286", "CS0117")
            .Verify();
        Assert.Equal(
            ["'Keys.Order' is declared by 'Shop.Billing' and by 'Shop.Orders', which do not know each other. Rename the domain in one of them, or let one reference the other."],
            messages);
    }

    [Fact]
    public Task A_key_of_such_a_domain() => RuleProject.Of(
        $$"""
        [RealityRepository]
        public sealed partial class Orders(IReality reality)
        {
            {{Key.Replace("\"order:list:<year>\"", "{|RLT1012:\"order:list:<year>\"|}", StringComparison.Ordinal)}}
            public partial Task<int> GetAsync(int year);

            private static Task<int> GetCoreAsync(DbConnection db, int year) => null!;
        }
        """)
        .Referencing(Contracts("Shop.Orders", "item"), Contracts("Shop.Billing", "bill"))
        .Verify();

    [Fact]
    public Task Silent_where_one_knows_the_other()
    {
        var orders = Contracts("Shop.Orders", "item");
        var billing = Contracts("Shop.Billing", "bill").Referencing(orders);
        return RuleProject.Of(
            """
            public static class Use
            {
                public static object First => Keys.Order.Item("7");

                public static object Second => Keys.Order.Bill("7");
            }
            """)
            .Referencing(orders, billing)
            .Verify();
    }

    [Fact]
    public Task Silent_where_the_domain_is_not_used() =>
        RuleProject.Of("public static class Use;").Referencing(Contracts("Shop.Orders", "item"), Contracts("Shop.Billing", "bill")).Verify();

    private static RuleProject Contracts(string name, string word) => RuleProject.Named(
        name,
        $$"""
        namespace {{name}};

        public interface IReads
        {
            [RealityKey("order:{{word}}:<id>", Access = RealityAccess.Public)]
            Task<int> GetAsync(string id);
        }
        """);
}
