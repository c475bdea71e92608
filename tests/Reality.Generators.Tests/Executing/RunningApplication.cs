using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Reality.Generators.Tests.Verification;
using Reality.Server.Storage;

namespace Reality.Generators.Tests.Executing;

/// <summary>
/// Source, generated for, compiled and loaded, over the real server and a real SQLite file. Its class <c>Scenario</c> registers the
/// repositories, creates the tables and offers what a test calls.
/// </summary>
internal sealed class RunningApplication : IAsyncDisposable
{
    private const string Sql = """
        internal static class Sql
        {
            public static async Task<List<T>> QueryAsync<T>(DbConnection db, string text, Func<DbDataReader, T> read, params (string Name, object Value)[] values)
            {
                await using var command = Command(db, text, values);
                await using var reader = await command.ExecuteReaderAsync();
                var rows = new List<T>();
                while (await reader.ReadAsync()) rows.Add(read(reader));
                return rows;
            }

            public static async Task<int> ExecuteAsync(DbConnection db, string text, params (string Name, object Value)[] values)
            {
                await using var command = Command(db, text, values);
                return await command.ExecuteNonQueryAsync();
            }

            private static DbCommand Command(DbConnection db, string text, (string Name, object Value)[] values)
            {
                var command = db.CreateCommand();
                command.CommandText = text;
                foreach (var (name, value) in values)
                {
                    var parameter = command.CreateParameter();
                    (parameter.ParameterName, parameter.Value) = (name, value);
                    command.Parameters.Add(parameter);
                }

                return command;
            }
        }
        """;

    // Compiling takes longer than all that the tests of one source do with it.
    private static readonly ConcurrentDictionary<string, byte[]> Images = new(StringComparer.Ordinal);

    private readonly AssemblyLoadContext _context;
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"reality-{Guid.NewGuid():N}.db");
    private readonly Type _scenario;
    private readonly ServiceProvider _services;

    private RunningApplication(AssemblyLoadContext context, Stream image, bool onSqlite)
    {
        _context = context;
        _scenario = context.LoadFromStream(image).GetType("Scenario", throwOnError: true)!;
        var services = new ServiceCollection();
        var reality = services.AddReality();
        if (onSqlite)
        {
            reality.UseSqlite($"Data Source={_file}");
        }

        _scenario.GetMethod("Register")!.Invoke(null, [services]);
        _services = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }

    public RealityModule Module => _services.GetRequiredService<RealityModule>();

    public HashSecret Secret { get; private set; } = null!;

    public IReality Reality => _services.GetRequiredService<IReality>();

    public static async Task<RunningApplication> StartAsync(string source, bool onSqlite = true)
    {
        using var image = new MemoryStream(Images.GetOrAdd(source, Compile));
        var context = new AssemblyLoadContext("scenario", isCollectible: true);
        var application = new RunningApplication(context, image, onSqlite);
        var storage = application._services.GetRequiredService<IRealityStorage>();
        application.Secret = (await storage.InitializeAsync(TestContext.Current.CancellationToken)).Secret;
        if (application._scenario.GetField("Schema")?.GetRawConstantValue() is string schema)
        {
            await using var connection = new SqliteConnection($"Data Source={application._file}");
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await using var command = connection.CreateCommand();
            command.CommandText = schema;
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        return application;
    }

    private static byte[] Compile(string source)
    {
        var run = GeneratorRun.Of(Compilations.Create([("Source.cs", "using Reality;\nusing Microsoft.Extensions.DependencyInjection;\n" + source), ("Sql.cs", Sql)], "Scenario"))
            .CompilesWithoutWarning();
        using var image = new MemoryStream();
        var emitted = run.Output.Emit(image, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(emitted.Success, string.Join("\n", emitted.Diagnostics));
        return image.ToArray();
    }

    /// <summary>Calls a method of the scenario, in a scope of its own.</summary>
    public async Task<string> CallAsync(string method, params object[] arguments)
    {
        await using var scope = _services.CreateAsyncScope();
        var found = _scenario.GetMethod(method) ?? throw new MissingMethodException(method);
        return await (Task<string>)found.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [scope.ServiceProvider, .. arguments], null)!;
    }

    /// <summary>Sets a property of the scenario.</summary>
    public void Set(string property, object value) => _scenario.GetProperty(property)!.SetValue(null, value);

    /// <summary>A key's own version and hash, as stored; 0 and nothing where no write was recorded.</summary>
    public async Task<(long Version, string Hash)> NodeAsync(string key)
    {
        var node = await _services.GetRequiredService<IRealityStorage>().GetNodeAsync(key, TestContext.Current.CancellationToken);
        return node is { } found ? (found.Version, found.Hash) : (0, string.Empty);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _context.Unload();
        SqliteConnection.ClearAllPools();
        foreach (var file in Directory.EnumerateFiles(Path.GetTempPath(), Path.GetFileName(_file) + "*"))
        {
            File.Delete(file);
        }
    }
}
