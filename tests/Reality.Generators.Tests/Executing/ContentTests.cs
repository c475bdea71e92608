namespace Reality.Generators.Tests.Executing;

/// <summary>The content hash changes if and only if the payload's JSON does.</summary>
public sealed class ContentTests
{
    private const string Source = """
        using System.Text.Json;
        using System.Text.Json.Serialization;

        public enum Kind { A, B }

        [JsonDerivedType(typeof(Circle), "circle")]
        [JsonDerivedType(typeof(Square), "square")]
        public abstract record Shape(int Id);
        public sealed record Circle(int Id) : Shape(Id);
        public sealed record Square(int Id) : Shape(Id);
        public sealed record Unlisted(int Id) : Shape(Id);

        public class Base { public int Inherited { get; set; } }

        public class Payload : Base
        {
            public string? Text { get; set; }
            public string? More { get; set; }
            public int? Number { get; set; }
            public double Real { get; set; }
            public decimal Price { get; set; }
            public Kind Kind { get; set; }
            public DateTime At { get; set; }
            public DateTimeOffset AtOffset { get; set; }
            public Guid Id { get; init; }
            public List<string?>? Tags { get; set; }
            public int[] Left { get; set; } = [];
            public int[] Right { get; set; } = [];
            public HashSet<string> Set { get; set; } = [];
            public Dictionary<string, int> Map { get; set; } = [];
            public IEnumerable<int> Sequence { get; set; } = [];
            public Shape? Shape { get; set; }
            public Payload? Child { get; set; }
            public JsonElement Element { get; set; } = JsonSerializer.SerializeToElement(1);
            public byte[]? Bytes { get; set; }
            public List<int> Collected { get; } = [];
            [JsonIgnore] public string? Ignored { get; set; }
            [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? Sometimes { get; set; }
            [JsonInclude] public int Field;
        }

        public sealed class Derived : Payload;

        [RealityRepository]
        public sealed partial class Reads(IReality reality)
        {
            [RealityKey("a:payload", Access = RealityAccess.Public)]
            public partial Task<Payload?> Get();
            private static Task<Payload?> GetCore(DbConnection db) => Task.FromResult<Payload?>(null);
        }

        public static class Scenario
        {
            public static void Register(IServiceCollection services) => services.AddScenarioRepositories();

            public static HashSecret? Secret { get; set; }

            // Each variant differs from the others in its JSON; variants of one name are written in different ways.
            public static readonly (string Name, Func<Payload?> Make)[] Variants =
            [
                ("null", () => null),
                ("empty", () => new()),
                ("empty", () => new() { Ignored = "x" }),
                ("empty", () => new() { Sometimes = null }),
                ("inherited", () => new() { Inherited = 1 }),
                ("text", () => new() { Text = "a" }),
                ("text moved", () => new() { More = "a" }),
                ("text empty", () => new() { Text = "" }),
                ("text split", () => new() { Text = "ab", More = "c" }),
                ("text split elsewhere", () => new() { Text = "a", More = "bc" }),
                ("number 0", () => new() { Number = 0 }),
                ("number 1", () => new() { Number = 1 }),
                ("real", () => new() { Real = 0.1 }),
                ("price 1.0", () => new() { Price = 1.0m }),
                ("price 1.00", () => new() { Price = 1.00m }),
                ("kind", () => new() { Kind = Kind.B }),
                ("at", () => new() { At = new DateTime(5, DateTimeKind.Utc) }),
                ("at unspecified", () => new() { At = new DateTime(5) }),
                ("offset", () => new() { AtOffset = new DateTimeOffset(2025, 1, 1, 12, 0, 0, TimeSpan.FromHours(1)) }),
                ("offset same instant", () => new() { AtOffset = new DateTimeOffset(2025, 1, 1, 11, 0, 0, TimeSpan.Zero) }),
                ("id", () => new() { Id = new Guid("00000000-0000-0000-0000-000000000001") }),
                ("tags none", () => new() { Tags = [] }),
                ("tags null", () => new() { Tags = [null] }),
                ("tags", () => new() { Tags = ["a", "b"] }),
                ("tags order", () => new() { Tags = ["b", "a"] }),
                ("left", () => new() { Left = [1, 2] }),
                ("left and right", () => new() { Left = [1], Right = [2] }),
                ("right", () => new() { Right = [1, 2] }),
                ("sequence", () => new() { Sequence = new[] { 1, 2 }.Where(n => n > 0) }),
                ("sequence", () => new() { Sequence = new List<int> { 1, 2 } }),
                ("set", () => new() { Set = ["a", "b"] }),
                ("set larger", () => new() { Set = ["a", "b", "c"] }),
                ("map", () => new() { Map = { ["a"] = 1, ["b"] = 2 } }),
                ("map swapped", () => new() { Map = { ["a"] = 2, ["b"] = 1 } }),
                ("circle", () => new() { Shape = new Circle(1) }),
                ("square", () => new() { Shape = new Square(1) }),
                ("child", () => new() { Child = new() }),
                ("grandchild", () => new() { Child = new() { Child = new() } }),
                ("element", () => new() { Element = JsonSerializer.SerializeToElement(2) }),
                ("bytes", () => new() { Bytes = [0] }),
                ("bytes none", () => new() { Bytes = [] }),
                ("collected", () => { var payload = new Payload(); payload.Collected.Add(1); return payload; }),
                ("sometimes", () => new() { Sometimes = "x" }),
                ("field", () => new() { Field = 1 }),
            ];

            public static Task<string> Table(IServiceProvider services) => Task.FromResult(string.Join("\n", Variants.Select(variant =>
                $"{variant.Name}\t{Hash(services, variant.Make())}\t{JsonSerializer.Serialize(variant.Make(), JsonSerializerOptions.Web)}")));

            public static Task<string> Unordered(IServiceProvider services) => Task.FromResult(string.Join("\n",
                Hash(services, new() { Set = ["a", "b", "c"] }) == Hash(services, new() { Set = ["c", "a", "b"] }),
                Hash(services, new() { Map = { ["a"] = 1, ["b"] = 2 } }) == Hash(services, new() { Map = { ["b"] = 2, ["a"] = 1 } }),
                Hash(services, new() { Real = double.NaN }) == Hash(services, new() { Real = -double.NaN })));

            public static Task<string> UnlistedShape(IServiceProvider services) => Task.FromResult(Hash(services, new() { Shape = new Unlisted(1) }));

            public static Task<string> DerivedPayload(IServiceProvider services) => Task.FromResult(Hash(services, new Derived()));

            public static Task<string> Deep(IServiceProvider services, int depth)
            {
                Payload? payload = null;
                for (var i = 0; i < depth; i++) payload = new Payload { Child = payload };
                return Task.FromResult(Hash(services, payload));
            }

            private static string Hash(IServiceProvider services, Payload? payload) =>
                ((RealityTemplate<APayloadKey, Payload?>)services.GetRequiredService<RealityModule>().Templates.Single()).Content.Compute(payload, Secret!);
        }
        """;

    [Fact]
    public async Task Hashes_are_equal_where_the_JSON_is_and_differ_where_it_differs()
    {
        await using var application = await StartAsync();

        var rows = (await application.CallAsync("Table")).Split('\n').Select(static line => line.Split('\t')).ToList();

        foreach (var left in rows)
        {
            foreach (var right in rows)
            {
                Assert.Equal(left[0] == right[0], left[2] == right[2]);
                Assert.True((left[1] == right[1]) == (left[0] == right[0]), $"'{left[0]}' and '{right[0]}' have hashes {left[1]} and {right[1]}.");
            }
        }
    }

    [Fact]
    public async Task The_order_of_sets_and_dictionaries_means_nothing_and_all_NaN_are_one()
    {
        await using var application = await StartAsync();

        Assert.Equal("True\nTrue\nTrue", await application.CallAsync("Unordered"));
    }

    [Theory]
    [InlineData("UnlistedShape", "Unlisted", "Shape")]
    [InlineData("DerivedPayload", "Derived", "Payload")]
    public async Task Another_run_time_type_than_the_declared_one_throws_and_names_both(string call, string actual, string declared)
    {
        await using var application = await StartAsync();

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => application.CallAsync(call));

        Assert.Contains(actual, exception.Message, StringComparison.Ordinal);
        Assert.Contains(declared, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Recursion_is_walked_to_depth_64()
    {
        await using var application = await StartAsync();

        Assert.NotEqual(await application.CallAsync("Deep", 64), await application.CallAsync("Deep", 63));
        await Assert.ThrowsAsync<InvalidOperationException>(() => application.CallAsync("Deep", 65));
    }

    private static async Task<RunningApplication> StartAsync()
    {
        var application = await RunningApplication.StartAsync(Source);
        application.Set("Secret", application.Secret);
        return application;
    }
}
