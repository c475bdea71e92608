using System.Net.Http.Json;
using Board.Contracts;
using Reality;
using Reality.Client;

// Shows a board's cards as they change, adds one of its own, and ends when somebody adds the card LAST.
if (args is not [var server, var board, var folder, var last])
{
    Console.Error.WriteLine("Usage: Reality.Published SERVER BOARD FOLDER LAST");
    return 64;
}

using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(60));
using var http = new HttpClient { BaseAddress = new Uri(server) };
await using var client = new RealityClient(http, new RealityClientOptions { Live = true, Store = new RealityFileStore(folder), Scope = "anyone" });

var key = Keys.Board.Cards(board);
var own = new Card(Guid.CreateVersion7().ToString(), "todo", "from a program without a runtime", "Reality.Published");
var isSent = false;
await foreach (var state in client.Watch(key, stop.Token))
{
    if (state.Error is { } error)
        throw error;

    Console.WriteLine($"{state.Status}: {string.Join(" | ", (state.Data ?? []).Select(static card => card.Title))}");
    if (state.Data?.Any(card => card.Title == last) == true)
        return 0;

    if (state.Status == RealityStatus.Fresh && !isSent)
    {
        isSent = true;
        using var answer = await client.MutateAsync(
            new RealityMutation((http, ct) => http.PutAsJsonAsync($"api/boards/{board}/cards/{own.Id}", own, BoardJson.Default.Card, ct))
                .Show(key, cards => cards?.Any(card => card.Id == own.Id) == true ? cards : [.. cards ?? [], own]),
            stop.Token);
    }
}

return 1;
