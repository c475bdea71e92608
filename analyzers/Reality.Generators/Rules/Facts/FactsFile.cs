using System.Globalization;
using System.Runtime.CompilerServices;
using Reality.Generators.Facts;
using Reality.Generators.Models;
using Reality.Generators.Sql.Tables;
using Reality.Grammar;

namespace Reality.Generators.Rules.Facts;

/// <summary>The facts of one type, read from their text.</summary>
internal sealed class FactsFile
{
    // While one type is edited the texts of the others stay the same objects, so they are read once.
    private static readonly ConditionalWeakTable<string, FactsFile> Known = new();

    private FactsFile(string text)
    {
        var lines = FactsText.Read(text).ToList();
        var type = string.Empty;
        var isReachable = false;
        for (var i = 0; i < lines.Count; i++)
        {
            switch (lines[i])
            {
                case ["contract", var name, ..]:
                    type = name;
                    break;
                case ["repository", var name, _, var reach, ..]:
                    (type, isReachable) = (name, reach == "reachable");
                    break;
                case ["key", var template, _, var domain, var member, var structName, var payload, var access, var read, ..]
                    when KeyTemplate.TryParse(template, out var parsed, out _):
                    var placeholders = lines.Skip(i + 1).TakeWhile(static line => line is ["placeholder", ..]).Select(PlaceholderOf);
                    Keys.Add(new(parsed, domain, member, structName, payload, access == "public", type, read, placeholders.ToEquatableArray()));
                    break;
                case ["read", ..] when lines[i].Length >= 12:
                    Reads.Add(ReadOf(lines[i], type, isReachable, i + 1 < lines.Count && lines[i + 1] is ["core", _, "static", ..], TablesBehind(lines, i)));
                    break;
                case ["bump", _, var signature, var reason, ..] when Writes.Count > 0:
                    Bumps.Add((Writes[Writes.Count - 1].Operation, signature, Enum.TryParse<FreshReason>(reason, out var why) ? why : FreshReason.Refused));
                    break;
                case ["write" or "other", var operation, ..]:
                    Writes.Add(new(operation, type, TablesBehind(lines, i)));
                    break;
            }
        }

        Type = type;
    }

    public List<KeyFact> Keys { get; } = [];

    public List<ReadFact> Reads { get; } = [];

    public List<WriteFact> Writes { get; } = [];

    public List<(string Operation, string Signature, FreshReason Reason)> Bumps { get; } = [];

    public string Type { get; }

    public static FactsFile Of(string text) => Known.GetValue(text, static text => new(text));

    private static PlaceholderFact PlaceholderOf(string[] line) =>
        new(line[1], line[2], Enum.TryParse<PlaceholderKind>(line[3], out var kind) ? kind : PlaceholderKind.String);

    private static ReadFact ReadOf(string[] line, string repository, bool isReachable, bool hasStaticCore, MethodTables tables) => new(
        line[1],
        line[11],
        line[3],
        new(line[4], line[5], int.TryParse(line[6], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var owner) ? owner : -1, line[7], line[8]),
        repository,
        Enum.TryParse<FreshReason>(line[10], out var hashing) ? hashing : FreshReason.Refused,
        hasStaticCore,
        isReachable,
        line[2],
        tables);

    private static MethodTables TablesBehind(List<string[]> lines, int method)
    {
        var at = method + 1;
        while (at < lines.Count && lines[at] is ["bump" or "core", ..])
        {
            at++;
        }

        return at < lines.Count ? TableFacts.Read(lines, at) : MethodTables.None;
    }
}
