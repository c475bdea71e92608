using System.Globalization;
using Reality.Generators.Emit;
using Reality.Generators.Linking;
using Reality.Generators.Models;
using Reality.Generators.Sql.Tables;

namespace Reality.Generators.Facts;

/// <summary>Writes what is known of a type that declares keys or weaves methods, for rules, other assemblies and tools.</summary>
internal static class FactsWriter
{
    public const string Namespace = "Reality.Generated.Facts";
    public const string Constant = "Text";

    /// <summary>How the files of repositories' facts end, by which the rules find them.</summary>
    public const string FileEnd = ".Facts.g.cs";

    /// <summary>The name of the class that holds a type's facts.</summary>
    public static string ClassOf(string file) => file.Replace('.', '_');

    /// <summary>The file of a repository's facts: apart from its code, since a statement in a method's body changes them alone.</summary>
    public static string Write(LinkedRepository linked, KeyGroup? keys, RepositoryTables? tables)
    {
        var writer = new SourceWriter().Namespace(Namespace);
        Write(writer, linked.Repository.File, linked.Repository.Display, Of(linked, keys, tables));
        return writer.ToString();
    }

    public static void Write(SourceWriter writer, string file, string display, IEnumerable<string> lines)
    {
        var text = lines.ToList();
        var quotes = new string('"', Math.Max(3, text.Max(LongestQuotes) + 1));
        writer.Summary($"What the compiler knows of <c>{display}</c>: one fact a line, fields separated by tabs.");
        writer.Open($"internal static class {ClassOf(file)}");
        writer.Summary("The facts.");
        writer.Line($"public const string {Constant} = {quotes}").Indent();
        text.ForEach(line => writer.Line(line));
        writer.Line(quotes + ";").Outdent().Close();
    }

    /// <summary>The facts of the keys that a type declares.</summary>
    public static IEnumerable<string> Of(KeyGroup group)
    {
        yield return FactsText.Line("contract", group.Contract);
        foreach (var line in group.Keys.SelectMany(Of))
        {
            yield return line;
        }
    }

    /// <summary>The facts of a repository.</summary>
    private static IEnumerable<string> Of(LinkedRepository linked, KeyGroup? keys, RepositoryTables? tables)
    {
        yield return FactsText.Line(
            "repository", linked.Repository.Display, linked.Repository.Lifetime.ToString(), linked.Repository.IsReachable ? "reachable" : "hidden");
        foreach (var line in keys?.Keys.SelectMany(Of) ?? [])
        {
            yield return line;
        }

        for (var i = 0; i < linked.Methods.Count; i++)
        {
            foreach (var line in Of(linked.Methods[i]).Concat(Of(tables is null ? MethodTables.None : tables.Contracts[i])))
            {
                yield return line;
            }
        }

        foreach (var method in tables?.Others ?? [])
        {
            yield return FactsText.Line("other", method.Operation);
            foreach (var line in Of(method.Tables))
            {
                yield return line;
            }
        }
    }

    private static IEnumerable<string> Of(MethodTables tables) => tables.IsEmpty ? [] : TableFacts.Write(tables);

    private static IEnumerable<string> Of(KeyModel key)
    {
        yield return FactsText.Line(
            "key", key.Template, key.Signature, key.Domain, key.Member, key.FullStruct, key.Payload, key.IsPublic ? "public" : "internal", key.Read);
        foreach (var placeholder in key.Placeholders)
        {
            yield return FactsText.Line("placeholder", placeholder.Name, placeholder.Type, placeholder.Kind.ToString());
        }

        if (key.Url.Count > 0)
        {
            // Literals are escaped, so a brace begins a placeholder and nothing else.
            yield return FactsText.Line("url", string.Concat(key.Url.Select(part => part.IsPlaceholder ? $"{{{key.Placeholders[part.Placeholder].Name}}}" : part.Literal)));
        }
    }

    private static IEnumerable<string> Of(LinkedMethod linked)
    {
        var method = linked.Method;
        if (method.Read is { } read)
        {
            yield return FactsText.Line(
                "read",
                method.Operation,
                read.Key.Template,
                read.Key.Signature,
                read.Access.ToString(),
                read.Policy ?? string.Empty,
                read.OwnerSegment.ToString(CultureInfo.InvariantCulture),
                read.Route ?? string.Empty,
                read.Hash.ToString(),
                read.Content?.Shape ?? string.Empty,
                method.Hashing.ToString(),
                read.Key.Contract);
        }
        else
        {
            yield return FactsText.Line("write", method.Operation);
            foreach (var bump in linked.Bumps)
            {
                yield return FactsText.Line("bump", bump.Bump.Template, bump.Bump.Signature, bump.Reason.ToString());
            }
        }

        if (method.Core is { } core)
        {
            yield return FactsText.Line("core", core.Name, core.IsStatic ? "static" : "instance", core.Connection ?? string.Empty);
        }
    }

    private static int LongestQuotes(string line)
    {
        var (longest, run) = (0, 0);
        foreach (var c in line)
        {
            run = c == '"' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }
}
