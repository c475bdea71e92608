namespace Reality.Generators.Tests.Executing;

/// <summary>Reads that are more than a function of their key: what one caller's write reads again says nothing about another's view.</summary>
public sealed class CallerDependentReadTests
{
    private const string Source = """
        public sealed class Tenant { public string Name { get; set; } = "one"; }

        [RealityRepository]
        public sealed partial class NoteRepository(IReality reality, Tenant tenant)
        {
            [RealityKey("note:mine:<id>", Access = RealityAccess.Public)]
            public partial Task<string> GetMineAsync(string id);

            private Task<string> GetMineCoreAsync(DbConnection db, string id) => Task.FromResult(tenant.Name + id);

            [RealityKey("note:page:<id>", Access = RealityAccess.Public)]
            public partial Task<string> GetPageAsync(string id, int take);

            private static Task<string> GetPageCoreAsync(DbConnection db, string id, int take) => Task.FromResult(id + take);

            [RealityKey("note:plain:<id>", Access = RealityAccess.Public)]
            public partial Task<string> GetPlainAsync(string id);

            private static Task<string> GetPlainCoreAsync(DbConnection db, string id) => Task.FromResult(id);

            [RealityInvalidates("note:mine:<id>")]
            [RealityInvalidates("note:page:<id>")]
            [RealityInvalidates("note:plain:<id>")]
            public partial Task TouchAsync(string id);

            private static Task TouchCoreAsync(DbConnection db, string id) => Task.CompletedTask;
        }

        public static class Scenario
        {
            public const string Schema = "create table unused (id integer primary key)";

            public static void Register(IServiceCollection services) => services.AddScoped<Tenant>().AddScenarioRepositories();

            public static async Task<string> Touch(IServiceProvider services, string id)
            {
                await services.GetRequiredService<NoteRepository>().TouchAsync(id);
                return "done";
            }
        }
        """;

    [Fact]
    public async Task Rule_1b_a_read_that_depends_on_its_caller_gets_a_fresh_hash_with_every_bump()
    {
        await using var application = await RunningApplication.StartAsync(Source);

        await application.CallAsync("Touch", "a");
        var plain = (await application.NodeAsync("note:plain:a")).Hash;
        await application.CallAsync("Touch", "a");

        Assert.Equal((2, "!2"), await application.NodeAsync("note:mine:a"));
        Assert.Equal((2, "!2"), await application.NodeAsync("note:page:a"));
        Assert.Equal((2, plain), await application.NodeAsync("note:plain:a"));
        Assert.DoesNotContain("!", plain);
    }
}
