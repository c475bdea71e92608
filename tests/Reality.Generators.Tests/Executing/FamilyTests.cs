namespace Reality.Generators.Tests.Executing;

/// <summary>Rule 1a: a generated write bumps a family, through the real server on a real SQLite file.</summary>
public sealed class FamilyTests
{
    private const string Source = """
        [RealityRepository(Lifetime = ServiceLifetime.Singleton)]
        public sealed partial class Rooms(IReality reality)
        {
            [RealityKey("chat:room:<room>", Access = RealityAccess.Public)]
            public partial Task<string> GetAsync(string room);

            private static Task<string> GetCoreAsync(DbConnection db, string room) => Task.FromResult(room);

            [RealityInvalidates("chat:room:*")]
            [RealityInvalidates("chat:room:<room>")]
            public partial Task RenameAsync(string room);

            private static Task RenameCoreAsync(DbConnection db, string room) => Task.CompletedTask;

            [RealityInvalidates("chat:room:*")]
            public partial Task ClearAsync();

            private static Task ClearCoreAsync() => Task.CompletedTask;
        }

        public static class Scenario
        {
            public static void Register(IServiceCollection services) => services.AddScenarioRepositories();

            public static async Task<string> Rename(IServiceProvider services, string room) { await services.GetRequiredService<Rooms>().RenameAsync(room); return room; }

            public static async Task<string> Clear(IServiceProvider services, string room) { await services.GetRequiredService<Rooms>().ClearAsync(); return room; }

            public static async Task<string> ByName(IServiceProvider services, string room)
            {
                await services.GetRequiredService<IReality>().UpdateNodeAsync(Keys.Chat.RoomFamily.Text);
                return Keys.Chat.RoomFamily.ToString();
            }
        }
        """;

    [Fact]
    public async Task Rule_1a_a_write_bumps_the_family_and_the_key()
    {
        await using var application = await RunningApplication.StartAsync(Source);

        await application.CallAsync("Rename", "a");
        await application.CallAsync("Rename", "a");

        Assert.Equal(2, (await application.NodeAsync("chat:room:*")).Version);
        Assert.Equal(2, (await application.NodeAsync("chat:room:a")).Version);
    }

    [Fact]
    public async Task Rule_1a_a_write_elsewhere_bumps_it_too()
    {
        await using var application = await RunningApplication.StartAsync(Source);

        await application.CallAsync("Clear", "a");

        Assert.Equal(1, (await application.NodeAsync("chat:room:*")).Version);
        Assert.Equal(0, (await application.NodeAsync("chat:room:a")).Version);
    }

    [Fact]
    public async Task Rule_1a_the_accessor_names_it()
    {
        await using var application = await RunningApplication.StartAsync(Source);

        Assert.Equal("chat:room:*", await application.CallAsync("ByName", "a"));
        Assert.Equal(1, (await application.NodeAsync("chat:room:*")).Version);
    }
}
