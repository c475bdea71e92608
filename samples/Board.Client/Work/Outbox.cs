using System.Net;
using System.Net.Http.Json;
using Board.Contracts;
using Reality.Client;

namespace Board.Client.Work;

/// <summary>
/// What the person did and the server has not answered yet. Each write can be repeated without harm, so one that gets no answer is sent
/// again until it gets one, in the order in which things were done; what it does is shown all the while.
/// </summary>
public sealed class Outbox(RealityClient client, Notices notices)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(3);

    private readonly Dictionary<string, int> _unsaved = [];

    /// <summary>Something was done, answered or refused.</summary>
    public event Action? Changed;

    /// <summary>How many writes are on their way.</summary>
    public int Count { get; private set; }

    /// <summary>Whether the server does not answer at present.</summary>
    public bool IsWaiting { get; private set; }

    /// <summary>Whether something of a card is on its way.</summary>
    public bool Holds(string subject) => _unsaved.ContainsKey(subject);

    /// <summary>Sends a write after all that were done before it. Never throws: what the server refuses is taken back and told.</summary>
    /// <param name="subject">What it changes, for <see cref="Holds"/>.</param>
    /// <param name="request">Makes the request; called for each attempt.</param>
    /// <param name="show">Adds what to show until the server's answer includes it.</param>
    public async Task SendAsync(string subject, Func<HttpRequestMessage> request, Action<RealityMutation> show)
    {
        var mutation = new RealityMutation((http, ct) => DeliverAsync(http, request, ct)).InOrder(nameof(Outbox));
        show(mutation);

        Count++;
        _unsaved[subject] = _unsaved.GetValueOrDefault(subject) + 1;
        Changed?.Invoke();
        await SendAsync(mutation);

        Count--;
        if (--_unsaved[subject] == 0)
            _unsaved.Remove(subject);
        Changed?.Invoke();
    }

    private async Task SendAsync(RealityMutation mutation)
    {
        try
        {
            (await client.MutateAsync(mutation)).Dispose();
        }
        catch (RealityException refused)
        {
            notices.Add(refused.Message);
        }
    }

    private async Task<HttpResponseMessage> DeliverAsync(HttpClient http, Func<HttpRequestMessage> request, CancellationToken ct)
    {
        for (var pause = TimeSpan.FromMilliseconds(200); ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            if (await TryAsync(http, request, ct) is { } response)
            {
                Tell(waiting: false);
                return response.IsSuccessStatusCode ? response : throw await RefusalAsync(response, ct);
            }

            Tell(waiting: true);
            await Task.Delay(pause, ct);
        }
    }

    // Nothing, where the same request can succeed later.
    private static async Task<HttpResponseMessage?> TryAsync(HttpClient http, Func<HttpRequestMessage> request, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        try
        {
            using var message = request();
            var response = await http.SendAsync(message, patience.Token);
            if ((int)response.StatusCode < 500 && response.StatusCode is not (HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout))
                return response;

            response.Dispose();
        }
        catch (HttpRequestException)
        {
            // The server or the network is away.
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // It took too long.
        }

        return null;
    }

    private static async Task<RealityException> RefusalAsync(HttpResponseMessage response, CancellationToken ct)
    {
        using (response)
        {
            var problem = response.Content.Headers.ContentType?.MediaType == "application/problem+json"
                ? await response.Content.ReadFromJsonAsync(BoardJson.Default.Problem, ct)
                : null;
            return new RealityException(problem?.Detail ?? $"The server answered {(int)response.StatusCode}.") { StatusCode = response.StatusCode };
        }
    }

    private void Tell(bool waiting)
    {
        if (IsWaiting == waiting)
            return;

        IsWaiting = waiting;
        Changed?.Invoke();
    }
}
