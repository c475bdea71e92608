namespace Reality.Generators.Tests.Executing;

/// <summary>Rule 4b: generated methods over data that is not in the storage's database, through the real server on a real SQLite file.</summary>
public sealed class ElsewhereTests
{
    private const string Source = """
        public sealed record Picture(string Id, string Text);

        [RealityRepository(Lifetime = ServiceLifetime.Singleton)]
        public sealed partial class Pictures(IReality reality)
        {
            private readonly Dictionary<string, Picture> _held = [];

            [RealityKey("picture:item:<id>", Access = RealityAccess.Public)]
            public partial Task<Picture?> GetAsync(string id, CancellationToken ct = default);

            private Task<Picture?> GetCoreAsync(string id, CancellationToken ct) => Task.FromResult(_held.GetValueOrDefault(id));

            [RealityInvalidates("picture:item:<id>")]
            public partial Task PutAsync(string id, string text);

            private Task PutCoreAsync(string id, string text)
            {
                _held[id] = new(id, text);
                return text == "bad" ? throw new InvalidOperationException("bad text") : Task.CompletedTask;
            }

            [RealityInvalidates("picture:item:<result.Id>")]
            public partial Task<Picture?> TakeAsync(string text);

            private Task<Picture?> TakeCoreAsync(string text)
            {
                var found = _held.Values.FirstOrDefault(picture => picture.Text == text);
                if (found is not null) _held.Remove(found.Id);
                return Task.FromResult(found);
            }
        }

        public static class Scenario
        {
            public static void Register(IServiceCollection services) => services.AddScenarioRepositories();

            public static async Task<string> Put(IServiceProvider services, string id, string text) { await Repository(services).PutAsync(id, text); return id; }

            public static async Task<string> Get(IServiceProvider services, string id) => (await Repository(services).GetAsync(id))?.Text ?? "nothing";

            public static async Task<string> Take(IServiceProvider services, string text) => (await Repository(services).TakeAsync(text))?.Id ?? "nothing";

            public static Task<string> Together(IServiceProvider services, string id) => services.GetRequiredService<IReality>().TransactAsync(_ => Put(services, id, "together"));

            private static Pictures Repository(IServiceProvider services) => services.GetRequiredService<Pictures>();
        }
        """;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Rule_4b_a_write_bumps_its_key_also_where_no_database_is(bool onSqlite)
    {
        await using var application = await RunningApplication.StartAsync(Source, onSqlite);

        await application.CallAsync("Put", "a", "hello");

        Assert.Equal("hello", await application.CallAsync("Get", "a"));
        Assert.Equal((1, "!1"), await application.NodeAsync("picture:item:a"));
    }

    [Fact]
    public async Task Rule_4b_a_write_that_throws_may_have_taken_place_and_bumps()
    {
        await using var application = await RunningApplication.StartAsync(Source);

        await Assert.ThrowsAsync<InvalidOperationException>(() => application.CallAsync("Put", "a", "bad"));

        Assert.Equal("bad", await application.CallAsync("Get", "a"));
        Assert.Equal((1, "!1"), await application.NodeAsync("picture:item:a"));
    }

    [Fact]
    public async Task Rule_4b_a_key_of_the_result_is_bumped_alone()
    {
        await using var application = await RunningApplication.StartAsync(Source);
        await application.CallAsync("Put", "a", "one");
        await application.CallAsync("Put", "b", "two");

        Assert.Equal("b", await application.CallAsync("Take", "two"));
        Assert.Equal("nothing", await application.CallAsync("Take", "two"));

        Assert.Equal(1, (await application.NodeAsync("picture:item:a")).Version);
        Assert.Equal(2, (await application.NodeAsync("picture:item:b")).Version);
        Assert.Equal(0, (await application.NodeAsync("picture:item:*")).Version);
    }

    [Fact]
    public async Task Rule_4b_a_value_that_has_no_form_in_a_key_is_refused_before_anything_is_written()
    {
        await using var application = await RunningApplication.StartAsync(Source);

        await Assert.ThrowsAnyAsync<ArgumentException>(() => application.CallAsync("Put", "..", "hello"));

        Assert.Equal("nothing", await application.CallAsync("Get", ".."));
    }

    [Fact]
    public async Task Rule_4b_a_write_elsewhere_is_no_part_of_a_transaction()
    {
        await using var application = await RunningApplication.StartAsync(Source);

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => application.CallAsync("Together", "a"));

        Assert.Contains("Pictures.PutAsync", refused.Message, StringComparison.Ordinal);
        Assert.Equal("nothing", await application.CallAsync("Get", "a"));
        Assert.Equal(0, (await application.NodeAsync("picture:item:a")).Version);
    }

    [Fact]
    public async Task Rule_4b_a_template_tells_that_its_data_is_elsewhere()
    {
        await using var application = await RunningApplication.StartAsync(Source);

        Assert.True(Assert.Single(application.Module.Templates).IsElsewhere);
    }
}
