using Reality.Generators.Binding;
using Reality.Generators.Linking;
using Reality.Generators.Models;

namespace Reality.Generators.Emit;

/// <summary>Writes the accessors of one domain: <c>Keys.Chat.Room(roomId)</c>.</summary>
internal static class KeyAccessors
{
    public static string Write(DomainModel domain)
    {
        var type = $"{domain.Domain}Keys";
        var access = domain.Keys.Any(static key => key.IsPublic) ? "public" : "internal";
        var writer = new SourceWriter().Namespace("Reality");
        if (!domain.IsReferenced)
        {
            writer.Summary($"The keys under <c>Keys.{domain.Domain}</c>.");
            writer.Line($"{access} readonly struct {type};").Line();
        }

        writer.Summary(domain.IsReferenced
            ? $"The keys that this assembly adds to <c>Keys.{domain.Domain}</c>."
            : $"Gives <c>Keys.{domain.Domain}</c> and what is under it.");
        writer.Open($"{access} static class {type}Extensions{(domain.IsReferenced ? "Of" + domain.Module : string.Empty)}");
        if (!domain.IsReferenced)
        {
            writer.Open("extension(global::Reality.Keys)");
            writer.Summary($"The keys under <c>Keys.{domain.Domain}</c>.");
            writer.Line($"{access} static {type} {TypeText.Identifier(domain.Domain)} => default;");
            writer.Close().Line();
        }

        var receiver = new LocalNames(domain.Keys.SelectMany(static key => key.Placeholders).Select(static placeholder => placeholder.Name).Concat(["text", "key"])).Take("keys");
        writer.Open($"extension({type} {receiver})");
        for (var i = 0; i < domain.Keys.Count; i++)
        {
            if (i > 0)
            {
                writer.Line();
            }

            WriteMember(writer, domain.Keys[i]);
        }

        return writer.Close().Close().ToString();
    }

    private static void WriteMember(SourceWriter writer, KeyModel key)
    {
        var access = key.IsPublic ? "public" : "internal";
        var template = SourceWriter.Xml(key.Template);
        var member = TypeText.Identifier(key.Member);
        writer.Summary($"The key <c>{template}</c>.");
        if (key.Placeholders.Count == 0)
        {
            writer.Line($"{access} {key.FullStruct} {member} => default;");
        }
        else
        {
            var names = key.Placeholders.Select(static placeholder => TypeText.Identifier(placeholder.Name)).ToList();
            var parameters = key.Placeholders.Zip(names, static (placeholder, name) => $"{placeholder.Type} {name}");
            writer.Line($"/// <exception cref=\"global::System.ArgumentException\">A value has no form in a key: it is empty, a dot or two, or too long.</exception>");
            writer.Line($"{access} {key.FullStruct} {member}({string.Join(", ", parameters)}) => new({string.Join(", ", names)});");
        }

        writer.Line();
        writer.Summary($"Reads a text as a key <c>{template}</c>.");
        writer.Line("/// <returns><see langword=\"false\"/> where the text is not a canonical key of this template.</returns>");
        writer.Line($"{access} bool TryParse{key.Member}(global::System.ReadOnlySpan<char> text, out {key.FullStruct} key) => {key.FullStruct}.TryParse(text, out key);");
        if (key.Placeholders.Count > 0)
        {
            var family = string.Join(":", key.Segments.Select(static segment => segment.IsPlaceholder ? "*" : segment.Literal));
            writer.Line();
            writer.Summary($"All keys <c>{template}</c>, for writes that change each of them.");
            writer.Line($"{access} global::Reality.RealityFamily {key.Member}Family => new({TypeText.Literal(family)});");
        }
    }
}
