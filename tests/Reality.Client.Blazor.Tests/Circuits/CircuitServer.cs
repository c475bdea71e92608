using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Reality.Client.Blazor.Tests.App;

namespace Reality.Client.Blazor.Tests.Circuits;

/// <summary>A Blazor Server application on a free port, whose circuits ask another server.</summary>
internal sealed class CircuitServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentBag<RealityClient> _clients = [];

    private CircuitServer(ScriptedServer behind)
    {
        using var probe = behind.Connect();
        var address = probe.BaseAddress!;
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(CircuitServer).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.Logging.ClearProviders();
        builder.Logging.AddProvider(Log);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.UseStaticWebAssets();
        builder.Services.AddRazorComponents().AddInteractiveServerComponents(options =>
            options.DisconnectedCircuitRetentionPeriod = TimeSpan.FromMilliseconds(200));
        builder.Services.AddScoped(_ => new UserCookie(address));
        builder.Services.AddRealityBlazor(static services => services.GetRequiredService<UserCookie>().Http);
        var registered = builder.Services.Single(static service => service.ServiceType == typeof(RealityClient));
        builder.Services.AddScoped(services =>
        {
            var client = (RealityClient)registered.ImplementationFactory!(services);
            _clients.Add(client);
            return client;
        });
        _app = builder.Build();
        _app.UseAntiforgery();
        _app.MapStaticAssets();
        _app.MapRazorComponents<Document>().AddInteractiveServerRenderMode();
    }

    public Uri Address => new(_app.Urls.First());

    /// <summary>How many clients were made.</summary>
    public int Made => _clients.Count;

    /// <summary>How many of them were not disposed.</summary>
    public int Living => _clients.Count(static client => !IsDisposed(client));

    public CollectedLog Log { get; } = new();

    public static async Task<CircuitServer> StartAsync(ScriptedServer behind)
    {
        var server = new CircuitServer(behind);
        await server._app.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        await _app.StopAsync(soon.Token);
        await _app.DisposeAsync();
    }

    private static bool IsDisposed(RealityClient client)
    {
        try
        {
            _ = client.SyncAsync([]);
            return false;
        }
        catch (ObjectDisposedException)
        {
            return true;
        }
    }
}
