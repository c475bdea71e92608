using Reality.Generators.Binding;
using Reality.Generators.Linking;
using Reality.Generators.Models;

namespace Reality.Generators.Emit;

/// <summary>Writes an assembly's module: its templates, how to recognize their keys, and what its repositories need.</summary>
internal static class ModuleClass
{
    public static string NameOf(ModuleModel module) => $"{module.Name}RealityModule";

    public static string Write(ModuleModel module)
    {
        var writer = new SourceWriter();
        if (module.Templates.Any(static template => template.Call.Length > 0))
        {
            writer.Using("Microsoft.Extensions.DependencyInjection").Line();
        }

        writer.Namespace($"Reality.Generated.{module.Name}");
        writer.Summary("What this assembly declares, for the server.");
        writer.Open($"internal sealed class {NameOf(module)} : global::Reality.RealityModule");
        foreach (var template in module.Templates)
        {
            WriteTemplate(writer, template, module);
        }

        writer.Line("/// <inheritdoc/>").Line($"public override string Name => {TypeText.Literal(module.Name)};").Line();
        WriteList(writer, "global::Reality.RealityTemplate", "Templates", module.Templates.Select(static template => FieldOf(template)));
        WriteList(writer, "global::Reality.RealityRepositoryInfo", "Repositories", module.Repositories.SelectMany(static repository => repository.Connections.Count == 0
            ? [$"new(typeof({repository.Type}), null)"]
            : repository.Connections.Select(connection => $"new(typeof({repository.Type}), typeof({connection}))")));
        if (module.JsonContexts.Count > 0)
        {
            WriteList(writer, "global::System.Text.Json.Serialization.Metadata.IJsonTypeInfoResolver", "JsonContexts", module.JsonContexts.Select(static context => $"{context}.Default"));
        }

        WriteMatch(writer, module);
        foreach (var template in module.Templates)
        {
            WriteMatcher(writer, template);
        }

        return writer.Close().ToString();
    }

    private static string FieldOf(ModuleTemplate template) => template.Read.Key.Struct.Substring(0, template.Read.Key.Struct.Length - "Key".Length) + "Template";

    // Ends as no field does: Is in front would be the field of a domain that begins with "is-".
    private static string MatcherOf(ModuleTemplate template) => FieldOf(template) + "Fits";

    private static void WriteTemplate(SourceWriter writer, ModuleTemplate template, ModuleModel module)
    {
        var read = template.Read;
        var type = $"global::Reality.RealityTemplate<{read.Key.FullStruct}, {read.Key.Payload}>";
        writer.Open($"private static readonly {type} {FieldOf(template)} = new()");
        writer.Line($"Text = {TypeText.Literal(read.Key.Template)},");
        writer.Line($"Access = global::Reality.RealityAccess.{read.Access},");
        if (read.Policy is not null)
        {
            writer.Line($"Policy = {TypeText.Literal(read.Policy)},");
        }

        if (read.OwnerSegment >= 0)
        {
            writer.Line($"OwnerSegment = {read.OwnerSegment},");
        }

        if (read.Key.Placeholders.Count > 0)
        {
            writer.Line($"Placeholders = [{string.Join(", ", read.Key.Placeholders.Select(static placeholder => $"typeof({placeholder.Type})"))}],");
        }

        if (template.IsElsewhere)
        {
            writer.Line("IsElsewhere = true,");
        }

        writer.Line($"Hash = global::Reality.RealityHash.{read.Hash},");
        writer.Line($"Parser = {read.Key.FullStruct}.TryParse,");
        writer.Line($"Content = global::Reality.Generated.{module.Name}.{ContentNames.Of(read.Key)}.Hash,");
        if (read.Route is not null)
        {
            var takesKey = read.Key.Placeholders.Count > 0;
            writer.Line($"Route = {TypeText.Literal(read.Route)},");
            writer.Line($"Read = static (services, {(takesKey ? "key" : "_")}, {(template.TakesToken ? "token" : "_")}) =>").Indent();
            writer.Line($"{template.Call},").Outdent();
        }

        writer.Close(";").Line();
    }

    private static void WriteList(SourceWriter writer, string type, string name, IEnumerable<string> items)
    {
        writer.Line("/// <inheritdoc/>").Line($"public override global::System.Collections.Generic.IReadOnlyList<{type}> {name} {{ get; }} =");
        writer.Line("[").Indent();
        foreach (var item in items)
        {
            writer.Line(item + ",");
        }

        writer.Outdent().Line("];").Line();
    }

    private static void WriteMatch(SourceWriter writer, ModuleModel module)
    {
        writer.Line("/// <inheritdoc/>").Open("public override global::Reality.RealityTemplate? Match(global::System.ReadOnlySpan<char> key)");
        writer.Line("var colon = global::System.MemoryExtensions.IndexOf(key, ':');");
        writer.Open("switch (colon < 0 ? default : key[..colon])");
        foreach (var domain in module.Templates.GroupBy(static template => template.Read.Key.Segments[0].Literal))
        {
            writer.Line($"case {TypeText.Literal(domain.Key)}:").Indent();
            var tests = domain.Select(static template => $"{MatcherOf(template)}(key) ? {FieldOf(template)}").ToList();
            writer.Line($"return {string.Join("\n    : ", tests)}{(tests.Count > 1 ? "\n    " : " ")}: null;").Outdent();
        }

        writer.Line("default:").Indent().Line("return null;").Outdent().Close().Close();
    }

    private static void WriteMatcher(SourceWriter writer, ModuleTemplate template)
    {
        var key = template.Read.Key;
        var steps = key.Segments.Select(segment => segment.IsPlaceholder
            ? $"reader.{SkipCall(key.Placeholders[segment.Placeholder])}"
            : $"reader.Literal({TypeText.Literal(segment.Literal)})");
        writer.Line().Line($$"""
            private static bool {{MatcherOf(template)}}(global::System.ReadOnlySpan<char> key)
            {
                var reader = new global::Reality.KeyReader(key);
                return {{string.Join(" && ", steps)}} && reader.End;
            }
            """);
    }

    private static string SkipCall(PlaceholderModel placeholder) => placeholder.Kind switch
    {
        PlaceholderKind.String => "SkipString()",
        PlaceholderKind.Boolean => "SkipBoolean()",
        PlaceholderKind.Enum => $"SkipEnum<{placeholder.Type}>()",
        _ => $"SkipValue<{placeholder.Type}>()",
    };
}
