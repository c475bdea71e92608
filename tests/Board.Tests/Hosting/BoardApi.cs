using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Board.Tests.Hosting;

/// <summary>The server without a browser: what it stores, and what others write.</summary>
public sealed class BoardApi(Uri address) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = address };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Makes a board with cards, given as column and title.</summary>
    public async Task AddBoardAsync(string boardId, params (string Column, string Title)[] cards)
    {
        await PutAsync($"api/boards/{boardId}", new { name = boardId, by = "" });
        foreach (var (column, title) in cards)
            await AddCardAsync(boardId, column, title);
    }

    public Task AddCardAsync(string boardId, string column, string title)
    {
        var id = Guid.NewGuid();
        return PutAsync($"api/boards/{boardId}/cards/{id}", new { id, columnId = column, title, by = "Eve" });
    }

    /// <summary>Moves a card to the end of a column.</summary>
    public async Task MoveAsync(string boardId, string title, string column)
    {
        var card = (await CardsAsync(boardId)).Single(card => (string?)card!["title"] == title);
        var id = Guid.NewGuid();
        await PutAsync($"api/boards/{boardId}/moves/{id}", new { id, cardId = (string)card!["id"]!, columnId = column, by = "Eve" });
    }

    /// <summary>The titles that a column holds.</summary>
    public async Task<IReadOnlyList<string>> TitlesAsync(string boardId, string column) =>
        [.. (await CardsAsync(boardId)).Where(card => (string?)card!["columnId"] == column).Select(static card => (string)card!["title"]!)];

    public void Dispose() => _http.Dispose();

    private async Task<JsonArray> CardsAsync(string boardId) =>
        (await _http.GetFromJsonAsync<JsonArray>(new Uri($"api/boards/{boardId}/cards", UriKind.Relative), Cancellation))!;

    private async Task PutAsync(string path, object body)
    {
        using var answer = await _http.PutAsJsonAsync(path, body, Cancellation);
        answer.EnsureSuccessStatusCode();
    }
}
