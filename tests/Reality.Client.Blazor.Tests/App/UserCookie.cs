namespace Reality.Client.Blazor.Tests.App;

/// <summary>Who the circuit acts for: one circuit, one user, one <see cref="HttpClient"/>.</summary>
internal sealed class UserCookie(Uri server) : IDisposable
{
    // Connections are shared by all users; cookies must not be.
    private static readonly SocketsHttpHandler Connections = new() { UseCookies = false };

    private HttpClient? _http;

    public string? Header { get; set; }

    public HttpClient Http => _http ??= Connect();

    public void Dispose() => _http?.Dispose();

    private HttpClient Connect()
    {
        var http = new HttpClient(Connections, disposeHandler: false) { BaseAddress = server };
        if (Header is { Length: > 0 })
            http.DefaultRequestHeaders.Add("Cookie", Header);
        return http;
    }
}
