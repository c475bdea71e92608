using System.Globalization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging.Console;
using Reality.Server;

namespace Reality.Faults.Serving;

/// <summary>One of the servers: an application as a user would write it.</summary>
internal static class FaultsServer
{
    /// <summary>How long the owner of a mark has.</summary>
    public static readonly TimeSpan MarkTimeout = TimeSpan.FromSeconds(2);

    public static async Task RunAsync(ServerSettings settings)
    {
        // A race that is held open holds a thread.
        ThreadPool.SetMinThreads(32, 32);
        var time = new ShiftedTime();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Warning).AddSimpleConsole(line => line.SingleLine = true);
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.WebHost.UseUrls(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{settings.Port}"));
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddAuthentication(UserHeader.Name).AddScheme<AuthenticationSchemeOptions, UserHeader>(UserHeader.Name, null);
        builder.Services.AddAuthorization();
        Storages.Add(builder.Services.AddReality(options => Set(options, settings)), settings);
        builder.Services.AddFaultsRepositories();
        FileFolder.Path = settings.Files;
        builder.Services.AddScoped<WriteEndpoint>();

        var app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapReality();
        app.MapPost("/write", (WriteKind kind, string id, string names, long delta, int pause, bool fail, WriteEndpoint writes, CancellationToken cancel) =>
            writes.HandleAsync(kind, id, names.Split(','), delta, pause, fail, cancel));
        app.MapPost("/clock", (double seconds) => time.Shift(TimeSpan.FromSeconds(seconds)));
        await app.StartAsync();
        await Console.Out.WriteLineAsync("ready");

        // Its input ends with the process that started it, however that one ended.
        await Task.Run(Console.In.ReadToEnd);
    }

    private static void Set(RealityOptions options, ServerSettings settings)
    {
        options.StorageTimeout = TimeSpan.FromSeconds(3);
        options.MarkTimeout = MarkTimeout;
        options.MaxHeldSyncsPerUser = 1_000;
        options.MaxStaleness = TimeSpan.FromMilliseconds(settings.Staleness);
        if (settings.Capacity > 0)
            options.ReplicaCapacity = settings.Capacity;
    }
}
