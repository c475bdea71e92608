using System.Security.Cryptography;
using System.Text;

namespace Reality.Postgres.Hints;

/// <summary>The channel of a schema. Channels belong to a database, so that those of two databases never meet.</summary>
internal static class HintChannel
{
    private const string Prefix = "reality:";
    private const int LongestName = 63;
    private const int DigestLength = 16;

    public static string Of(string schema)
    {
        var name = Prefix + schema;
        if (name.Length <= LongestName)
            return name;

        // The server would cut it off, and another schema might begin alike.
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(schema)))[..DigestLength];
        return $"{name[..(LongestName - DigestLength - 1)]}:{digest}";
    }

    public static string Quote(string channel) => $"\"{channel.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
