using Reality.Generators.Rules.Tests.Harness;

namespace Reality.Generators.Rules.Tests.Weaving;

public sealed class LocalDeclarationTests
{
    [Fact]
    public async Task Local_functions_and_lambdas()
    {
        var messages = await RuleProject.Of(
            """
            public static class Uses
            {
                public static void Run()
                {
                    [{|RLT2004:RealityKey("chat:room:<roomId>")|}]
                    static Task<int> GetAsync(string roomId) => null!;
                    var save = [{|RLT2004:RealityInvalidates("chat:room:<roomId>")|}] (string roomId) => GetAsync(roomId);
                    _ = save("a");
                }
            }
            """).Verify();
        Assert.Equal(
            [
                "'GetAsync' is a local function, into which nothing can be woven. Make it a method of a class marked [RealityRepository].",
                "This is a lambda, into which nothing can be woven. Make it a method of a class marked [RealityRepository].",
            ],
            messages);
    }

    [Fact]
    public Task Silent_on_other_attributes() => RuleProject.Check(
        """
        public static class Uses
        {
            public static void Run()
            {
                [Obsolete]
                static int Get() => 1;
                _ = new Func<int, int>([Obsolete] (x) => x);
            }
        }
        """.Replace("[Obsolete]\n        static int Get() => 1;", "[System.Diagnostics.Conditional(\"DEBUG\")]\n        static void Get() { }\n        Get();", StringComparison.Ordinal));
}
