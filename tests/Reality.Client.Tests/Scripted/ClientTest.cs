using System.Collections.Concurrent;

namespace Reality.Client.Tests;

/// <summary>One scripted server and the clients of one test.</summary>
public abstract class ClientTest : IAsyncLifetime
{
    private readonly List<IAsyncDisposable> _clients = [];
    private readonly List<HttpClient> _https = [];

    private protected ScriptedServer Server { get; private set; } = null!;

    private protected ConcurrentQueue<RealityEvent> Events { get; } = [];

    private protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => Server = await ScriptedServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
            await client.DisposeAsync();
        foreach (var http in _https)
            http.Dispose();
        await Server.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>A client with retries quick enough for a test.</summary>
    private protected RealityClient Client(Action<RealityClientOptions>? configure = null)
    {
        var http = Server.Connect();
        _https.Add(http);
        var options = new RealityClientOptions
        {
            RetryBase = TimeSpan.FromMilliseconds(20),
            RetryLimit = TimeSpan.FromMilliseconds(200),
            Random = new Random(1),
            OnEvent = Events.Enqueue,
        };
        configure?.Invoke(options);
        var client = new RealityClient(http, options);
        _clients.Add(client);
        return client;
    }

    /// <summary>Sends a line to a key, shown at once unless said otherwise.</summary>
    private protected static RealityMutation Append(string key, string line, bool show = true)
    {
        var mutation = new RealityMutation(
            async (http, token) => await http.PostAsync($"/write?key={Uri.EscapeDataString(key)}", new StringContent(line), token));
        return show ? mutation.Show<IReadOnlyList<string>>(key, lines => [.. lines ?? [], $"{line} (pending)"]) : mutation;
    }

    private protected static async Task Eventually(Func<bool> holds, string what)
    {
        for (var i = 0; i < 1000 && !holds(); i++)
            await Task.Delay(10, Stop);
        Assert.True(holds(), what);
    }
}
