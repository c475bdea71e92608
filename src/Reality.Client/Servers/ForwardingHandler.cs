namespace Reality.Client;

/// <summary>Sends through an <see cref="HttpClient"/> that is somebody else's, with its credentials and handlers, to one of several servers.</summary>
internal sealed class ForwardingHandler(HttpClient http) : HttpMessageHandler
{
    internal static HttpClient Connect(HttpClient http, Uri server) => new(new ForwardingHandler(http))
    {
        BaseAddress = server.AbsoluteUri.EndsWith('/') ? server : new Uri(server.AbsoluteUri + "/"),
        DefaultRequestVersion = http.DefaultRequestVersion,
        DefaultVersionPolicy = http.DefaultVersionPolicy,
        // The other client's time-out counts.
        Timeout = Timeout.InfiniteTimeSpan,
    };

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // A message can be sent through one client alone.
        var copy = new HttpRequestMessage(request.Method, request.RequestUri)
        {
            Content = request.Content,
            Version = request.Version,
            VersionPolicy = request.VersionPolicy,
        };
        foreach (var (name, values) in request.Headers.NonValidated)
            copy.Headers.TryAddWithoutValidation(name, values);
        foreach (var (name, value) in request.Options)
            ((IDictionary<string, object?>)copy.Options)[name] = value;

        return http.SendAsync(copy, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }
}
