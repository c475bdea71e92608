using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Chat.Accounts;

/// <summary>Sign-in by name alone: enough to show keys that belong to a user, and no more secure than that sounds.</summary>
internal static class Session
{
    private const int MaxIdLength = 40;

    public static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "chat";
        options.Cookie.SameSite = SameSiteMode.Strict;

        // An API answers with a status code; it does not send anyone to a page.
        options.Events.OnRedirectToLogin = static context =>
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        };
    }

    public static string? UserId(this ClaimsPrincipal user) => user.FindFirstValue(ClaimTypes.NameIdentifier);

    public static void MapSession(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/session", static (ClaimsPrincipal user) => TypedResults.Ok(new SignedIn(user.UserId())));
        app.MapPost("/api/session", SignInAsync);
        app.MapDelete("/api/session", static async (HttpContext http) =>
        {
            await http.SignOutAsync();
            return TypedResults.NoContent();
        });
    }

    private static async Task<IResult> SignInAsync(SignIn body, HttpContext http)
    {
        var userId = body.Name?.Trim().ToLowerInvariant();
        if (string.IsNullOrEmpty(userId) || userId.Length > MaxIdLength || userId is "." or ".." || !userId.IsNormalized() || userId.Contains('\0', StringComparison.Ordinal))
        {
            return TypedResults.ValidationProblem(new Dictionary<string, string[]>
            {
                ["name"] = [$"A name has 1 to {MaxIdLength} characters."],
            });
        }

        var identity = new ClaimsIdentity(
            [new Claim(ClaimTypes.NameIdentifier, userId)], CookieAuthenticationDefaults.AuthenticationScheme);
        await http.SignInAsync(new ClaimsPrincipal(identity));
        return TypedResults.Ok(new SignedIn(userId));
    }

    private sealed record SignIn(string? Name);

    private sealed record SignedIn(string? UserId);
}
