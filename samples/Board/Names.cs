using System.Text.RegularExpressions;

namespace Board;

/// <summary>What may come from outside.</summary>
internal static partial class Names
{
    private const int MaxLength = 120;

    /// <summary>Ids are made by browsers, and are part of keys and addresses.</summary>
    public static bool IsId(string? id) => id is not null && Id.IsMatch(id);

    /// <summary>A text as it is stored; <see langword="null"/> where there is nothing to store.</summary>
    public static string? Fit(string? text) =>
        text?.Trim() is { Length: > 0 and <= MaxLength } fit && !fit.Contains('\0', StringComparison.Ordinal) ? fit : null;

    /// <summary>Says what is wrong with a text that does not fit.</summary>
    public static IResult Unfit() => TypedResults.Problem($"A name has 1 to {MaxLength} characters.", statusCode: StatusCodes.Status400BadRequest);

    [GeneratedRegex("^[a-z0-9-]{1,64}$")]
    private static partial Regex Id { get; }
}
