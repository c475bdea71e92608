using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Reality.Wire;

/// <summary>A key that a mutation bumped.</summary>
/// <param name="Key">The key's text.</param>
/// <param name="Version">Its new effective version.</param>
public readonly record struct BumpedKey([StringSyntax(KeyText.Syntax)] string Key, long Version);

/// <summary>
/// The value of <see cref="RealityHeaders.Bumped"/>, such as <c>chat:room:general=7, user:9:profile=3</c>. Keys are ASCII and hold
/// neither comma nor equals sign, so nothing is quoted.
/// </summary>
public static class BumpedKeys
{
    /// <summary>The greatest length that is written unless another is asked for, in characters: servers and proxies refuse much longer headers.</summary>
    public const int MaxLength = 4096;

    /// <summary>The greatest version: JSON numbers are exact up to it.</summary>
    public const long MaxVersion = (1L << 53) - 1;

    private const int MaxReadLength = 16 * MaxLength;

    /// <summary>Writes the keys that fit, in their order; from the first that does not, they are left out.</summary>
    /// <param name="keys">The keys.</param>
    /// <param name="maxLength">The greatest length of the value, in characters.</param>
    /// <returns>The header's value; empty where there is no key.</returns>
    /// <exception cref="ArgumentException">A key is not canonical, or a version is not between 1 and <see cref="MaxVersion"/>.</exception>
    public static string Format(IEnumerable<BumpedKey> keys, int maxLength = MaxLength)
    {
        ArgumentNullException.ThrowIfNull(keys);
        var text = new StringBuilder();
        foreach (var (key, version) in keys)
        {
            if (key is null || !KeyText.IsCanonical(key))
            {
                throw new ArgumentException($"{KeyTextForm.Show(key)} is not a key's canonical text.", nameof(keys));
            }

            if (version is < 1 or > MaxVersion)
            {
                throw new ArgumentException($"The version {version} of '{key}' is not between 1 and {MaxVersion}.", nameof(keys));
            }

            var number = version.ToString(CultureInfo.InvariantCulture);
            var separator = text.Length == 0 ? string.Empty : ", ";
            if (text.Length + separator.Length + key.Length + 1 + number.Length > maxLength)
            {
                break;
            }

            text.Append(separator).Append(key).Append('=').Append(number);
        }

        return text.ToString();
    }

    /// <summary>
    /// Reads what it can: parts that are not a key and a version are passed over, a key that stands twice has its greater version, and
    /// nothing is read beyond a fixed length.
    /// </summary>
    /// <param name="value">The header's value; several values are joined by commas.</param>
    public static IReadOnlyList<BumpedKey> Parse(ReadOnlySpan<char> value)
    {
        var keys = new List<BumpedKey>();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        if (value.Length > MaxReadLength)
        {
            // The last part may be cut: it ends at the last comma within the bound.
            value = value[..Math.Max(0, value[..MaxReadLength].LastIndexOf(','))];
        }

        foreach (var range in value.Split(','))
        {
            if (!TryParsePart(value[range].Trim(" \t"), out var bumped))
            {
                continue;
            }

            if (!places.TryAdd(bumped.Key, keys.Count))
            {
                var place = places[bumped.Key];
                keys[place] = bumped with { Version = Math.Max(bumped.Version, keys[place].Version) };
                continue;
            }

            keys.Add(bumped);
        }

        return keys;
    }

    private static bool TryParsePart(ReadOnlySpan<char> part, out BumpedKey bumped)
    {
        bumped = default;
        var equals = part.IndexOf('=');
        if (equals < 0
            || !KeyText.IsCanonical(part[..equals])
            || !long.TryParse(part[(equals + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            || version is < 1 or > MaxVersion)
        {
            return false;
        }

        bumped = new(part[..equals].ToString(), version);
        return true;
    }
}
