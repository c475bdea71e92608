using System.Text;
using Reality.Generators.Sql;

namespace Reality.Sql.Tests;

/// <summary>
/// Writes statements at random, from a seed, over the tables of the corpus. What it writes SQLite can prepare and PostgreSQL can parse; inside
/// literals and quoted names '·' stands for a space until the end, so that every other space can become a line or a comment.
/// </summary>
internal sealed partial class StatementGrammar(SqlDialect dialect, int seed)
{
    private static readonly Dictionary<string, string[]> Tables = new()
    {
        ["users"] = ["id", "email", "name", "role", "team_id", "last_seen"],
        ["teams"] = ["id", "name", "owner_id", "plan"],
        ["rooms"] = ["id", "name", "topic", "team_id"],
        ["members"] = ["room_id", "user_id", "role", "joined_at"],
        ["messages"] = ["id", "room_id", "author_id", "text", "sent_at"],
        ["products"] = ["id", "sku", "price", "stock", "category_id"],
        ["orders"] = ["id", "user_id", "status", "total"],
        ["\"Order·Details\""] = ["\"OrderId\"", "\"Unit·Price\"", "\"Select\""],
    };

    private static readonly string[] Noise = ["\n", "  ", "\t", " /* from teams; */ ", " -- join rooms 'x\n", "/**/", " --\n "];

    private readonly Random _random = new(seed);
    private int _names;

    private bool IsPostgres => dialect == SqlDialect.PostgreSql;

    /// <summary>The next text.</summary>
    public string Text()
    {
        _names = 0;
        var count = Chance(15) ? 2 + _random.Next(2) : 1;
        var text = string.Join(" ; ", Enumerable.Range(0, count).Select(_ => Statement())) + (Chance(20) ? ";" : string.Empty);
        return Disguise(text);
    }

    private string Statement()
    {
        var common = new List<Item>();
        var with = Chance(25) ? With(common, 2, true) : string.Empty;
        return with + Pick<Func<string>>(
            () => Query(3, common, [], 1 + _random.Next(3), hasWith: with.Length > 0),
            () => Query(3, common, [], 1 + _random.Next(3), hasWith: with.Length > 0),
            () => Query(2, common, [], 2, hasWith: with.Length > 0),
            () => Insert(common),
            () => Update(common),
            () => Delete(common),
            () => IsPostgres ? Merge(common) : Update(common),
            () => IsPostgres && with.Length == 0 ? Bulk() : Delete(common))();
    }

    /// <summary>Common tables, written before what uses them.</summary>
    private string With(List<Item> common, int depth, bool mayWrite)
    {
        var recursive = Chance(30);
        var parts = new List<string>();
        for (var i = 1 + _random.Next(2); i > 0; i--)
        {
            // In PostgreSQL a common table may hide a real one, and its own query still sees that.
            var name = IsPostgres && !recursive && Chance(40) ? Pick("users", "rooms", "teams") : Name("w");
            if (common.Exists(one => one.Name == name) || parts.Exists(part => part.StartsWith(name, StringComparison.Ordinal)))
            {
                name = Name("w");
            }

            var width = 1 + _random.Next(2);
            string[] columns = [.. Enumerable.Range(0, width).Select(i => $"c{i}")];
            string body;
            if (mayWrite && IsPostgres && Chance(25))
            {
                (body, columns) = ($"{Pick<Func<string>>(() => Insert(common), () => Update(common), () => Delete(common))()} returning 1 as c0", ["c0"]);
            }
            else if (recursive && Chance(60))
            {
                var item = new Item(name, columns);
                var self = string.Join(", ", columns.Select(column => $"{name}.{column}"));
                body = $"{Query(1, common, [], width, isSimple: true)} union all select {self} from {name} where {Condition(1, [item], common)}";
            }
            else
            {
                body = Query(depth - 1, common, [], width);
            }

            parts.Add($"{name}{(Chance(20) ? $" ({string.Join(", ", columns)})" : string.Empty)} as {Pick(string.Empty, string.Empty, "materialized ", "not materialized ")}( {body} )");
            common.Add(new(name, columns));
        }

        return $"with {(recursive ? "recursive " : string.Empty)}{string.Join(", ", parts)} ";
    }

    private string Disguise(string text)
    {
        var result = new StringBuilder();
        var quote = '\0';
        var shouts = Chance(25);
        foreach (var c in text)
        {
            quote = c == quote ? '\0' : quote == '\0' && c is '\'' or '"' ? c : quote;
            result.Append(c switch
            {
                ' ' => Chance(4) && quote == '\0' ? IsJoint(result) ? "\n" : Pick(Noise) : " ",
                '·' => " ",
                >= 'a' and <= 'z' when quote == '\0' && shouts && Chance(50) => char.ToUpperInvariant(c).ToString(),
                _ => c.ToString(),
            });
        }

        return result.ToString();
    }

    /// <summary>Whether a word stands last that the WebAssembly build of PostgreSQL's parser wants no comment after.</summary>
    private static bool IsJoint(StringBuilder text) =>
        text.ToString(Math.Max(0, text.Length - 5), Math.Min(5, text.Length)).ToUpperInvariant() is var end
        && (end.EndsWith("NOT", StringComparison.Ordinal) || end.EndsWith("NULLS", StringComparison.Ordinal) || end.EndsWith("WITH", StringComparison.Ordinal));

    private string Name(string prefix) => $"{prefix}{_names++}";

    private bool Chance(int percent) => _random.Next(100) < percent;

    private T Pick<T>(params IReadOnlyList<T> choices) => choices[_random.Next(choices.Count)];

    /// <summary>What a query can take columns from.</summary>
    private sealed record Item(string Name, string[] Columns);
}
