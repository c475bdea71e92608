using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Reality.Client.Tests.Live;

/// <summary>The real server over in-memory storage, with payloads in a dictionary that outlives it, and with chosen misfortune.</summary>
internal sealed class LiveServer : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, IReadOnlyList<string>> _rooms = new(StringComparer.Ordinal);
    private WebApplication _app = null!;
    private int[] _ports = [0, 0];

    /// <summary>Runs before each request; true means that it has answered.</summary>
    public Func<HttpContext, Task<bool>> Before { get; set; } = _ => Task.FromResult(false);

    /// <summary>Runs after each request was handled and before its answer is on its way.</summary>
    public Func<HttpContext, Task<bool>> After { get; set; } = _ => Task.FromResult(false);

    public static async Task<LiveServer> StartAsync()
    {
        var server = new LiveServer();
        await server.RunAsync();
        return server;
    }

    public IReadOnlyList<string> Truth(string id) => _rooms.GetValueOrDefault(id, []);

    /// <summary>Two addresses, as of two servers over one storage.</summary>
    public IReadOnlyList<Uri> Addresses => [.. _ports.Select(port => new Uri($"http://127.0.0.1:{port}"))];

    public HttpClient Connect() => new() { BaseAddress = Addresses[0] };

    /// <summary>Writes behind every client's back.</summary>
    public Task AppendAsync(string id, string line) => AppendAsync(_app.Services.GetRequiredService<IReality>(), id, line);

    /// <summary>Another process on the same address, whose storage begins anew.</summary>
    public async Task RestartAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
        await RunAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }

    private async Task RunAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls([.. _ports.Select(port => $"http://127.0.0.1:{port}")]);
        builder.Services.AddReality();
        builder.Services.AddSingleton<RealityModule>(new RoomModule());
        _app = builder.Build();
        _app.Use(async (context, next) =>
        {
            if (await Before(context))
                return;

            // The answer is held back until it is decided whether it gets through.
            var body = context.Response.Body;
            using var buffer = new MemoryStream();
            context.Response.Body = buffer;
            await next(context);
            context.Response.Body = body;
            if (await After(context))
                return;

            buffer.Position = 0;
            await buffer.CopyToAsync(body);
        });
        _app.MapReality();
        _app.MapGet("/rooms/{id}", (string id) => Results.Json(Truth(id)));
        _app.MapPost("/rooms/{id}", async (string id, HttpContext context, IReality reality) =>
        {
            using var reader = new StreamReader(context.Request.Body);
            await AppendAsync(reality, id, await reader.ReadToEndAsync());
            return Results.StatusCode(201);
        });
        await _app.StartAsync();
        _ports = [.. _app.Urls.Select(url => new Uri(url).Port)];
    }

    private async Task AppendAsync(IReality reality, string id, string line)
    {
        // The payload first: a version must never be newer than what can be read.
        _rooms.AddOrUpdate(id, [line], (_, lines) => [.. lines, line]);
        await reality.UpdateNodeAsync(new RoomKey(id).Text, cancellationToken: CancellationToken.None);
    }
}
