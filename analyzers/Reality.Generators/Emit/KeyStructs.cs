using Reality.Generators.Binding;
using Reality.Generators.Linking;
using Reality.Generators.Models;

namespace Reality.Generators.Emit;

/// <summary>Writes the key structs that one type declares.</summary>
internal static class KeyStructs
{
    public static void Write(SourceWriter writer, KeyGroup group)
    {
        for (var i = 0; i < group.Keys.Count; i++)
        {
            if (i > 0)
            {
                writer.Line();
            }

            Write(writer, group.Keys[i], group.JsonContexts.Count == 0 ? string.Empty : group.JsonContexts[i]);
        }
    }

    private static void Write(SourceWriter writer, KeyModel key, string context)
    {
        var access = key.IsPublic ? "public" : "internal";
        var parameters = string.Join(", ", key.Placeholders.Select(static placeholder => $"{placeholder.Type} {placeholder.Property}"));
        writer.Summary($"The key <c>{SourceWriter.Xml(key.Template)}</c> of what <c>{key.Read}</c> reads.");
        foreach (var placeholder in key.Placeholders)
        {
            writer.Line($"/// <param name=\"{placeholder.Property.TrimStart('@')}\">The placeholder <c>{placeholder.Name}</c>.</param>");
        }

        writer.Open($"{access} readonly record struct {key.Struct}{(parameters.Length == 0 ? string.Empty : $"({parameters})")} : {Interface(key)}");
        if (key.Placeholders.Count == 0)
        {
            WriteConstant(writer, key);
        }
        else
        {
            WriteText(writer, key);
            WriteParser(writer, key);
            writer.Line("/// <inheritdoc/>");
            writer.Line("public override string ToString() => _text ?? string.Empty;");
        }

        if (key.Url.Count > 0)
        {
            WriteRoute(writer, key, context);
        }

        writer.Close();
    }

    private static string Interface(KeyModel key) => $"global::Reality.{(key.Url.Count > 0 ? "IRealityRoutedKey" : "IRealityKey")}<{key.Payload}>";

    /// <summary>Writes the payload's address and how its JSON is read. A value's form in a key is its form in a path.</summary>
    private static void WriteRoute(SourceWriter writer, KeyModel key, string context)
    {
        var segments = key.Segments.Select(static (segment, index) => (segment.Placeholder, Index: index)).Where(static segment => segment.Placeholder >= 0).ToList();
        // In parentheses, as a colon would begin the format.
        var url = string.Concat(key.Url.Select(part => part.IsPlaceholder
            ? $"{{(global::Reality.KeyText.GetSegment({Self(key)}, {segments[part.Placeholder].Index}))}}"
            : part.Literal));
        writer.Line().Line("/// <inheritdoc/>").Line($"{Member(key, "string", "Url")} => {(key.Placeholders.Count == 0 ? string.Empty : "$")}\"{url}\";");
        var type = context.Length == 0 ? "null" : $"global::Reality.PayloadJson.GetTypeInfo({context}.Default, typeof({key.PayloadType}))";
        writer.Line().Line("/// <inheritdoc/>").Line($"{Member(key, "global::System.Text.Json.Serialization.Metadata.JsonTypeInfo?", "PayloadType")} => {type};");
    }

    private static string Self(KeyModel key) => HasPlaceholder(key, "Text") ? "((global::Reality.IRealityKey)this).Text" : "Text";

    /// <summary>The head of a member of the routed key, which gives way to a placeholder of its name.</summary>
    private static string Member(KeyModel key, string type, string name) => HasPlaceholder(key, name) ? $"{type} {Interface(key)}.{name}" : $"public {type} {name}";

    private static bool HasPlaceholder(KeyModel key, string property) => key.Placeholders.Any(placeholder => placeholder.Property == property);

    private static void WriteConstant(SourceWriter writer, KeyModel key) => writer.Line($$"""
        /// <inheritdoc/>
        public string Text => {{TypeText.Literal(key.Template)}};

        /// <summary>Reads a text as this key.</summary>
        /// <returns><see langword="false"/> where the text is another key.</returns>
        public static bool TryParse(global::System.ReadOnlySpan<char> text, out {{key.Struct}} key)
        {
            key = default;
            return text is {{TypeText.Literal(key.Template)}};
        }

        /// <inheritdoc/>
        public override string ToString() => Text;
        """);

    private static void WriteText(SourceWriter writer, KeyModel key)
    {
        var text = string.Join(":", key.Segments.Select(segment =>
            segment.IsPlaceholder ? $"{{{key.Placeholders[segment.Placeholder].Property}}}" : segment.Literal));
        writer.Line($"private readonly string? _text = global::Reality.KeyText.Create($\"{text}\");");
        writer.Line();
        foreach (var placeholder in key.Placeholders)
        {
            writer.Summary($"The placeholder <c>{placeholder.Name}</c>.");
            writer.Line($"public {placeholder.Type} {placeholder.Property} {{ get; }} = {placeholder.Property};");
            writer.Line();
        }

        var text_ = HasPlaceholder(key, "Text") ? "string global::Reality.IRealityKey.Text" : "public string Text";
        writer.Line("/// <inheritdoc/>");
        writer.Line($"{text_} => _text ?? throw new global::System.InvalidOperationException(\"A default {key.Struct} names no key.\");");
        writer.Line();
    }

    private static void WriteParser(SourceWriter writer, KeyModel key)
    {
        var names = new LocalNames(["text", "key"]);
        var reader = names.Take("reader");
        var locals = key.Placeholders.Select(placeholder => names.Take(placeholder.Name)).ToList();
        var steps = key.Segments.Select(segment => segment.IsPlaceholder
            ? $"{reader}.{ReadCall(key.Placeholders[segment.Placeholder], locals[segment.Placeholder])}"
            : $"{reader}.Literal({TypeText.Literal(segment.Literal)})");
        writer.Line($$"""
            /// <summary>Reads a text as a key.</summary>
            /// <returns><see langword="false"/> where the text is not a canonical key of this template.</returns>
            public static bool TryParse(global::System.ReadOnlySpan<char> text, out {{key.Struct}} key)
            {
                var {{reader}} = new global::Reality.KeyReader(text);
                if ({{string.Join(" && ", steps)}} && {{reader}}.End)
                {
                    key = new({{string.Join(", ", locals)}});
                    return true;
                }

                key = default;
                return false;
            }

            """);
    }

    private static string ReadCall(PlaceholderModel placeholder, string local) => placeholder.Kind switch
    {
        PlaceholderKind.String => $"String(out var {local})",
        PlaceholderKind.Boolean => $"Boolean(out var {local})",
        PlaceholderKind.Enum => $"Enum<{placeholder.Type}>(out var {local})",
        _ => $"Value<{placeholder.Type}>(out var {local})",
    };
}
