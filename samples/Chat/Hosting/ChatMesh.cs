namespace Chat.Hosting;

/// <summary>How this server takes part in the mesh.</summary>
/// <param name="Url">Where the others find it.</param>
/// <param name="Peers">Where the others are.</param>
/// <param name="Secret">What all of them sign with.</param>
internal sealed record ChatMesh(string Url, IReadOnlyList<string> Peers, string Secret)
{
    private const int MinSecretLength = 16;

    /// <summary>Reads the options of the mesh: all three, or none.</summary>
    public static ChatMesh? Read(IConfiguration configuration)
    {
        var (peers, url, secret) = (configuration["mesh"], configuration["mesh-url"], configuration["mesh-secret"]);
        if (peers is null && url is null && secret is null)
            return null;

        if (url is null)
            throw new FormatException("--mesh-url is missing: where the other servers find this one, such as http://10.0.0.2:5080.");

        if (secret is not { Length: >= MinSecretLength })
            throw new FormatException($"--mesh-secret wants {MinSecretLength} characters or more, the same on every server.");

        return new(Address("mesh-url", url), [.. (peers ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(static peer => Address("mesh", peer))], secret);
    }

    private static string Address(string option, string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)
            ? value
            : throw new FormatException($"--{option} wants addresses such as http://10.0.0.2:5080, not '{value}'.");
}
