using Chat.Accounts;
using Microsoft.AspNetCore.Http.HttpResults;
using Reality.Server;

namespace Chat.Profiles;

/// <summary>Changing one's own profile. Reading it is mapped by Reality, from the route of the key.</summary>
internal static class ProfileEndpoints
{
    private const int MaxNameLength = 40;

    public static void MapProfiles(this IEndpointRouteBuilder app)
    {
        var own = app.MapGroup("/api/me").RequireAuthorization();
        own.MapPut("/name", RenameAsync);
        own.MapPut("/read/{roomId}", MarkReadAsync);
    }

    private static async Task<IResult> RenameAsync(NewName body, HttpContext http, ProfileRepository profiles, CancellationToken ct)
    {
        var name = body.Name?.Trim();
        if (string.IsNullOrEmpty(name) || name.Length > MaxNameLength || name.Contains('\0', StringComparison.Ordinal))
        {
            return Invalid("name", $"A name has 1 to {MaxNameLength} characters.");
        }

        await profiles.RenameAsync(http.User.UserId()!, name, ct);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> MarkReadAsync(ReadUpTo body, HttpContext http, ProfileRepository profiles, CancellationToken ct)
    {
        if (RealityRoute.GetValue(http, "roomId") is not { Length: <= MessageRoomLength } roomId || body.MessageId < 0)
        {
            return Invalid("roomId", "Name a room and the newest message seen in it.");
        }

        await profiles.MarkReadAsync(http.User.UserId()!, roomId, body.MessageId, ct);
        return TypedResults.NoContent();
    }

    private const int MessageRoomLength = 500;

    private static ValidationProblem Invalid(string member, string problem) =>
        TypedResults.ValidationProblem(new Dictionary<string, string[]> { [member] = [problem] });

    private sealed record NewName(string? Name);

    private sealed record ReadUpTo(long MessageId);
}
