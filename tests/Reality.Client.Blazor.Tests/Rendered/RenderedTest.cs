using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Reality.Client.Blazor.Tests.Rendered;

/// <summary>Components, drawn without a browser, over a server that speaks real HTTP.</summary>
public abstract class RenderedTest : BunitContext, IAsyncLifetime
{
    private HttpClient? _http;

    // The machine may be busy.
    static RenderedTest() => DefaultWaitTimeout = TimeSpan.FromSeconds(15);

    private protected ScriptedServer Server { get; private set; } = null!;

    protected RealityClient Client => Services.GetRequiredService<RealityClient>();

    public async ValueTask InitializeAsync()
    {
        Server = await ScriptedServer.StartAsync();
        _http = Server.Connect();
        Services.AddScoped(_ => _http);
        Services.AddRealityBlazor(options => options.MaxRetries = 0);
        JSInterop.Mode = JSRuntimeMode.Loose;
        SetRendererInfo(new RendererInfo("WebAssembly", isInteractive: true));
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await DisposeComponentsAsync();
        await Client.DisposeAsync();
        await base.DisposeAsync();
        _http?.Dispose();
        await Server.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
