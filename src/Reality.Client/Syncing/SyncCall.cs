using System.Net.Http.Headers;
using System.Text.Json;
using Reality.Wire;

namespace Reality.Client;

/// <summary>One sync request: what was asked, and with which versions.</summary>
internal sealed class SyncCall(int number, ServerEndpoint server, IReadOnlyDictionary<KeyEntry, long> asked, DateTimeOffset sentAt) : IDisposable
{
    /// <summary>The highest number that all languages of clients can tell from its neighbours.</summary>
    private const long MaxVersion = (1L << 53) - 1;

    private readonly CancellationTokenSource _abandoned = new();

    internal int Number { get; } = number;

    internal ServerEndpoint Server { get; } = server;

    internal DateTimeOffset SentAt { get; } = sentAt;

    /// <summary>How long the server may keep the answer back; zero for an ordinary question.</summary>
    internal TimeSpan Wait { get; init; }

    internal bool IsHeld => Wait > TimeSpan.Zero;

    /// <summary>How long it may take.</summary>
    internal TimeSpan Timeout { get; init; }

    /// <summary>The keys with the versions that were sent.</summary>
    internal IReadOnlyDictionary<KeyEntry, long> Asked { get; } = asked;

    /// <summary>Whether it was given up on purpose, which is nobody's failure.</summary>
    internal bool IsAbandoned => _abandoned.IsCancellationRequested;

    /// <summary>Whether it asks for the latest state because a token could not be trusted.</summary>
    internal bool InDoubt { get; set; }

    internal void Abandon() => _abandoned.Cancel();

    /// <summary>Sends it and reads the answer.</summary>
    internal async Task<SyncAnswer> SendAsync(RealityEngine engine, SyncRequest question)
    {
        using var timeout = new CancellationTokenSource(Timeout, engine.Options.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, _abandoned.Token, engine.Stopped);
        try
        {
            using var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(question, SyncRequest.JsonTypeInfo));
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using var request = new HttpRequestMessage(HttpMethod.Post, engine.Options.SyncUrl) { Content = content };
            using var response = await Server.Http
                .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token)
                .WaitAsync(either.Token)
                .ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
                throw HttpFailure.Of(response, "The sync");

            var body = await response.Content.ReadAsStreamAsync(either.Token).ConfigureAwait(false);
            await using (body.ConfigureAwait(false))
            {
                var answer = await JsonSerializer.DeserializeAsync(body, SyncAnswer.JsonTypeInfo, either.Token).ConfigureAwait(false);
                return Checked(answer);
            }
        }
        catch (Exception error) when (error is not RealityException)
        {
            throw HttpFailure.Of(error, "The sync");
        }
    }

    /// <summary>An answer that is not what it should be is no answer.</summary>
    private static SyncAnswer Checked(SyncAnswer? answer)
    {
        if (answer?.Changed is null)
            throw new JsonException("The answer does not say what changed.");

        foreach (var (key, node) in answer.Changed)
        {
            if (node?.Hash is null || node.Key != key || node.Version is < 1 or > MaxVersion)
                throw new JsonException($"What the answer says of '{key}' is malformed.");
        }

        return answer;
    }

    public void Dispose() => _abandoned.Dispose();
}
