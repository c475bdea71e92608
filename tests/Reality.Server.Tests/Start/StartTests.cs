using System.Data.Common;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Reality.Server.Tests.Hosting;
using Xunit;

namespace Reality.Server.Tests.Start;

public sealed class StartTests
{
    private static readonly RealityTemplate Room = Template("chat:room:<id>");

    [Theory]
    [InlineData("chat:room:<id>")]
    [InlineData("chat:room:<other>")]
    [InlineData("chat:<kind>:a")]
    [InlineData("chat:room:general")]
    public async Task Templates_of_two_modules_that_form_the_same_key_are_named(string other)
    {
        var error = await FailAsync(new TestModule("One", [Room]), new TestModule("Two", [Template(other)]));

        Assert.Contains("'chat:room:<id>' of module 'One'", error, StringComparison.Ordinal);
        Assert.Contains($"'{other}' of module 'Two'", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("chat:rooms:<id>")]
    [InlineData("chat:room:<id>:typing")]
    [InlineData("user:<id>:profile")]
    public async Task Templates_of_two_modules_that_cannot_form_the_same_key_start(string other) =>
        Assert.Null(await StartAsync(sqlite: false, new TestModule("One", [Room]), new TestModule("Two", [Template(other)])));

    [Fact]
    public async Task A_number_cannot_be_a_word_so_these_two_start() =>
        Assert.Null(await StartAsync(
            sqlite: false,
            new TestModule("One", [Template("shop:<number>:a", numeric: true)]),
            new TestModule("Two", [Template("shop:item:a")])));

    [Fact]
    public async Task A_repository_that_asks_for_a_connection_of_a_storage_without_one_is_named()
    {
        var error = await FailAsync(new TestModule("One", [Room]) { Repository = new(typeof(NoteRepository), typeof(DbConnection)) });

        Assert.Contains("NoteRepository asks for a DbConnection", error, StringComparison.Ordinal);
        Assert.Contains("UseSqlite", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_repository_that_asks_for_a_connection_of_another_kind_is_named()
    {
        var error = await StartAsync(sqlite: true, new TestModule("One", [Room]) { Repository = new(typeof(NoteRepository), typeof(OtherConnection)) });

        Assert.Contains("asks for a Reality.Server.Tests.Start.StartTests+OtherConnection", error, StringComparison.Ordinal);
        Assert.Contains("gives a Microsoft.Data.Sqlite.SqliteConnection", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(typeof(DbConnection))]
    [InlineData(typeof(SqliteConnection))]
    [InlineData(null)]
    public async Task A_repository_whose_connection_fits_starts(Type? connection) =>
        Assert.Null(await StartAsync(sqlite: true, new TestModule("One", [Room]) { Repository = new(typeof(NoteRepository), connection) }));

    [Fact]
    public async Task A_policy_that_does_not_exist_is_named()
    {
        var error = await FailAsync(new TestModule("One", [Template("doc:page:<id>", policy: "raeder")]));

        Assert.Contains("policy 'raeder', which does not exist", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_owner_without_a_placeholder_is_named() =>
        Assert.Contains(
            "'doc:page:<id>' is for its owner",
            await FailAsync(new TestModule("One", [Template("doc:page:<id>", RealityAccess.Owner)])),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("/api/{other}", "'{id}' as a whole path segment")]
    [InlineData("/api/{id}.json", "'{id}' as a whole path segment")]
    [InlineData("/api/{*id}", "'{id}' as a whole path segment")]
    [InlineData("/api/{id", "is not a route template")]
    public async Task A_route_that_does_not_lead_to_the_key_is_named(string route, string expected) =>
        Assert.Contains(
            expected,
            await FailAsync(new TestModule("One", [Template("doc:page:<id>", route: route)])),
            StringComparison.Ordinal);

    [Fact]
    public async Task All_that_is_wrong_is_said_at_once()
    {
        var error = await FailAsync(
            new TestModule("One", [Room, Template("doc:page:<id>", policy: "none")]),
            new TestModule("Two", [Room]));

        Assert.Equal(2, error.Split('\n').Count(line => line.StartsWith("- ", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(nameof(RealityOptions.MaxKeys))]
    [InlineData(nameof(RealityOptions.MaxKeyLength))]
    [InlineData(nameof(RealityOptions.MaxBodyLength))]
    [InlineData(nameof(RealityOptions.ReplicaCapacity))]
    [InlineData(nameof(RealityOptions.MaxTransactionAttempts))]
    [InlineData(nameof(RealityOptions.StorageTimeout))]
    [InlineData(nameof(RealityOptions.RetryAfter))]
    [InlineData(nameof(RealityOptions.GetUserId))]
    public async Task Options_that_cannot_work_are_named(string option)
    {
        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => RunningApp.InMemoryAsync(options =>
        {
            var property = typeof(RealityOptions).GetProperty(option)!;
            property.SetValue(options, property.PropertyType.IsValueType ? Activator.CreateInstance(property.PropertyType) : null);
        }));

        Assert.Contains($"RealityOptions.{option} is ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mapping_without_services_says_what_to_call()
    {
        await using var app = WebApplication.CreateSlimBuilder().Build();

        Assert.Contains("AddReality()", Assert.Throws<InvalidOperationException>(() => app.MapReality()).Message, StringComparison.Ordinal);
    }

    private static async Task<string> FailAsync(params RealityModule[] modules) =>
        await StartAsync(sqlite: false, modules) ?? throw new InvalidOperationException("It started.");

    private static async Task<string?> StartAsync(bool sqlite, params RealityModule[] modules)
    {
        var directory = Directory.CreateTempSubdirectory("reality-start-").FullName;
        try
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Logging.ClearProviders();
            var reality = builder.Services.AddReality();
            if (sqlite)
                reality.UseSqlite($"Data Source={Path.Combine(directory, "app.db")}");

            builder.Services.AddAuthorization();
            foreach (var module in modules)
                builder.Services.AddSingleton(module);

            await using var app = builder.Build();
            app.MapReality();
            try
            {
                await app.StartAsync(TestContext.Current.CancellationToken);
                return null;
            }
            catch (InvalidOperationException exception)
            {
                return exception.Message;
            }
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static RealityTemplate<RoomKey, Note?> Template(
        string text,
        RealityAccess access = RealityAccess.Public,
        string? policy = null,
        string? route = null,
        bool numeric = false) => new()
        {
            Text = text,
            Access = access,
            Policy = policy,
            Route = route,
            Placeholders = numeric ? [typeof(int)] : [],
            Content = NoteRepository.Content,
            Parser = (ReadOnlySpan<char> key, out RoomKey parsed) =>
            {
                parsed = default;
                var given = key.ToString().Split(':');
                var declared = text.Split(':');
                return given.Length == declared.Length && given.Zip(declared).All(pair =>
                    pair.Second.StartsWith('<') ? !numeric || int.TryParse(pair.First, out _) : pair.First == pair.Second);
            },
            Read = static (_, _, _) => Task.FromResult<Note?>(null),
        };

    private abstract class OtherConnection : DbConnection;

    // Each is a type of its own to the server, as generated modules are.
    private sealed class TestModule(string name, IReadOnlyList<RealityTemplate> templates) : RealityModule
    {
        public override string Name => name;

        public override IReadOnlyList<RealityTemplate> Templates => templates;

        public RealityRepositoryInfo? Repository { get; init; }

        public override IReadOnlyList<RealityRepositoryInfo> Repositories => Repository is null ? [] : [Repository];

        public override IReadOnlyList<IJsonTypeInfoResolver> JsonContexts => [NoteJson.Default];

        public override RealityTemplate? Match(ReadOnlySpan<char> key)
        {
            foreach (var template in templates)
            {
                if (template.TryParse(key, out _))
                    return template;
            }

            return null;
        }
    }
}
