using Chat.Accounts;
using Chat.Profiles;
using Microsoft.AspNetCore.Http.HttpResults;
using Reality;
using Reality.Server;

namespace Chat.Messages;

/// <summary>Posting messages. Reading them is mapped by Reality, from the route of the key.</summary>
internal static class MessageEndpoints
{
    private const int MaxTextLength = 2_000;
    private const int MaxAuthorLength = 40;

    public static void MapMessages(this IEndpointRouteBuilder app) => app.MapPost("/api/rooms/{roomId}/messages", PostAsync);

    private static async Task<IResult> PostAsync(
        NewMessage message,
        HttpContext http,
        MessageRepository messages,
        ProfileRepository profiles,
        CancellationToken ct)
    {
        // The raw route value: the framework's own decoding makes 'a%2Fb' and 'a%252Fb' the same room.
        if (RealityRoute.GetValue(http, "roomId") is not { } roomId)
        {
            return Invalid("roomId", "The room's name is not escaped correctly.");
        }

        if (roomId.Contains('\0', StringComparison.Ordinal))
        {
            return Invalid("roomId", "A room's name has no U+0000.");
        }

        try
        {
            _ = Keys.Chat.Room(roomId);
        }
        catch (ArgumentException e)
        {
            return Invalid("roomId", e.Message);
        }

        var text = message.Text?.Trim();
        if (string.IsNullOrEmpty(text) || text.Length > MaxTextLength || text.Contains('\0', StringComparison.Ordinal))
        {
            // PostgreSQL stores every character but this one.
            return Invalid("text", $"A message has 1 to {MaxTextLength} characters, none of them U+0000.");
        }

        var author = message.Author?.Trim();
        if (string.IsNullOrEmpty(author))
        {
            author = http.User.UserId() is { } userId ? (await profiles.GetProfileAsync(userId, ct)).DisplayName : "someone";
        }

        if (author.Length > MaxAuthorLength || author.Contains('\0', StringComparison.Ordinal))
        {
            return Invalid("author", $"An author's name has at most {MaxAuthorLength} characters, none of them U+0000.");
        }

        var added = await messages.AddMessageAsync(roomId, author, text, ct);
        return TypedResults.Created((string?)null, added);
    }

    private static ValidationProblem Invalid(string member, string problem) =>
        TypedResults.ValidationProblem(new Dictionary<string, string[]> { [member] = [problem] });

    private sealed record NewMessage(string? Text, string? Author);
}
