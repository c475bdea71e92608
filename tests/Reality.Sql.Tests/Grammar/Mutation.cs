using System.Text.RegularExpressions;

namespace Reality.Sql.Tests;

/// <summary>Breaks texts a little: most are then no SQL any more, some are other SQL.</summary>
internal static partial class Mutation
{
    private static readonly string[] Words =
    [
        "from", "select", "where", "as", "join", "lateral", "with", "only", "union", "(", ")", ",", ".", "*", "users", "x", "left", "on", "in", "values", "set", "not",
        "order", "table", "group", "into", "using", "natural", "recursive", "'", "\"", "$$", "/*", "*/", "--", ";", "[", "]", "::", "::text", "=", "returning", "distinct",
        "row", "array", "case", "end", "full", "for update", "temp", "all", "rows", "interval", "date", "time", "(select 1)", "(select 1 from x)", "filter", "over", "U&", "E", "{", "\\",
        "limit", "fetch", "cross", "begin", "create", "do", "excluded", "current", "key", "null", "is", "and", "at time zone", "collate", "between", "exists", "any", "merge", "delete", "insert",
    ];

    public static string Of(string text, IReadOnlyList<string> others, Random random)
    {
        var parts = Part().Matches(text).Select(static match => match.Value).ToList();
        for (var times = 1 + random.Next(3); times > 0 && parts.Count > 0; times--)
        {
            var at = random.Next(parts.Count);
            switch (random.Next(6))
            {
                case 0:
                    parts.RemoveAt(at);
                    break;
                case 1:
                    parts.Insert(at, $" {Words[random.Next(Words.Length)]} ");
                    break;
                case 2:
                    parts[at] = $" {Words[random.Next(Words.Length)]} ";
                    break;
                case 3:
                    var other = random.Next(parts.Count);
                    (parts[at], parts[other]) = (parts[other], parts[at]);
                    break;
                case 4:
                    var donor = Part().Matches(others[random.Next(others.Count)]).Select(static match => match.Value).ToList();
                    var from = random.Next(donor.Count);
                    parts.InsertRange(at, donor.Skip(from).Take(1 + random.Next(6)));
                    break;
                default:
                    parts.Insert(at, parts[random.Next(parts.Count)]);
                    break;
            }
        }

        return string.Concat(parts);
    }

    [GeneratedRegex(@"\w+|\s+|.", RegexOptions.Singleline)]
    private static partial Regex Part();
}
