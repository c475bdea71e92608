using Dapper;
using Microsoft.Data.Sqlite;

namespace Reality.Loop.Serving;

/// <summary>One of the servers: an application as a user would write it.</summary>
internal static class LoopServer
{
    public static async Task RunAsync(string file)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddReality().UseSqlite($"Data Source={file}", options => options.BusyTimeout = TimeSpan.FromSeconds(20));
        builder.Services.AddLoopRepositories();

        var app = builder.Build();
        app.MapReality();
        app.MapPost("/write", WriteAsync);
        await app.StartAsync();
        await Console.Out.WriteLineAsync(app.Urls.Single());

        // Its input ends with the process that started it, however that one ended.
        await Task.Run(Console.In.ReadToEnd);
    }

    /// <summary>Makes the application's tables.</summary>
    public static async Task CreateAsync(string file)
    {
        await using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        await connection.ExecuteAsync("""
            create table views (name text primary key, value integer not null);
            create table ledger (line integer primary key, write text not null, name text not null, value integer not null, unique (write, name));
            """);
    }

    private static async Task<IResult> WriteAsync(
        string id,
        string views,
        long value,
        bool fail,
        ViewRepository repository,
        IReality reality,
        CancellationToken cancel)
    {
        try
        {
            if (views.Split(',') is [var single])
            {
                await repository.SetViewAsync(single, id, value, fail, cancel);
                return Results.NoContent();
            }

            await reality.TransactAsync(
                async token =>
                {
                    var names = views.Split(',');
                    foreach (var name in names)
                        await repository.SetViewAsync(name, id, value, fail && name == names[^1], token);
                },
                cancel);
            return Results.NoContent();
        }
        catch (DeliberateException)
        {
            return Results.Conflict();
        }
    }
}
