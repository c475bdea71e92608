using System.Net.Http.Json;
using Board.Contracts;
using Reality;

namespace Board.Client.Work;

/// <summary>Everything that can be done to boards: the request, and what to show until it is answered.</summary>
public static class BoardWrites
{
    /// <summary>Adds a board.</summary>
    public static Task AddBoardAsync(this Outbox outbox, BoardName board) => outbox.SendAsync(
        board.Id,
        () => Put($"api/boards/{board.Id}", board.Name),
        mutation => mutation.Show(Keys.Boards.All, boards => boards?.Any(other => other.Id == board.Id) == true ? boards : [.. boards ?? [], board]));

    /// <summary>Renames a board.</summary>
    public static Task RenameBoardAsync(this Outbox outbox, string boardId, string name) => outbox.SendAsync(
        boardId,
        () => Put($"api/boards/{boardId}/name", name),
        mutation => mutation
            .Show(Keys.Boards.All, boards => [.. (boards ?? []).Select(board => board.Id == boardId ? board with { Name = name } : board)])
            .Show(Keys.Board.Plan(boardId), plan => plan is null ? null : plan with { Name = name }));

    /// <summary>Removes a board.</summary>
    public static Task RemoveBoardAsync(this Outbox outbox, string boardId) => outbox.SendAsync(
        boardId,
        () => new HttpRequestMessage(HttpMethod.Delete, $"api/boards/{boardId}"),
        mutation => mutation.Show(Keys.Boards.All, boards => [.. (boards ?? []).Where(board => board.Id != boardId)]));

    /// <summary>Renames a column.</summary>
    public static Task RenameColumnAsync(this Outbox outbox, string boardId, string columnId, string title) => outbox.SendAsync(
        boardId,
        () => Put($"api/boards/{boardId}/columns/{columnId}/name", title),
        mutation => mutation.Show(Keys.Board.Plan(boardId), plan => plan is null
            ? null
            : plan with { Columns = [.. plan.Columns.Select(column => column.Id == columnId ? column with { Title = title } : column)] }));

    private static HttpRequestMessage Put(string url, string name) =>
        new(HttpMethod.Put, url) { Content = JsonContent.Create(new NewName(name, string.Empty), BoardJson.Default.NewName) };
}
