using Reality.Generators.Binding;
using Reality.Generators.Linking;
using Reality.Generators.Models;

namespace Reality.Generators.Emit;

/// <summary>Writes the walks of payloads: a method for each type that is not a scalar.</summary>
internal static class ContentWalks
{
    private const string Hasher = "global::Reality.ContentHasher";

    private static readonly string[] IndexedLists = ["global::System.Collections.Generic.IList<", "global::System.Collections.Generic.IReadOnlyList<"];

    public static void Write(SourceWriter writer, EquatableArray<ContentWalk> walks)
    {
        for (var i = 0; i < walks.Count; i++)
        {
            if (i > 0)
            {
                writer.Line();
            }

            Write(writer, walks[i]);
        }
    }

    private static void Write(SourceWriter writer, ContentWalk walk)
    {
        writer.Summary(walk.IsOfIds
            ? $"How the rows of <c>{SourceWriter.Xml(walk.Template)}</c> are told apart: by their ids, in order."
            : $"How the payload of <c>{SourceWriter.Xml(walk.Template)}</c> is hashed: member by member, without JSON.");
        writer.Open($"internal static class {walk.Name}");
        writer.Summary("The walk, with the id that changes when the walk does.");
        writer.Line($"public static readonly global::Reality.ContentHash<{walk.Payload}> Hash = new({Arguments(walk)}){(walk.IsOfIds ? " { IsPartial = true }" : string.Empty)};");
        foreach (var method in walk.Content?.Methods ?? [])
        {
            writer.Line();
            Write(writer, method);
        }

        writer.Close();
    }

    private static string Arguments(ContentWalk walk) => walk.Content switch
    {
        null => "\"00000000\", static (_, _) => throw new global::System.NotSupportedException(\"This payload cannot be hashed; its template has the strategy Version and no route.\")",
        { Root: { Kind: ContentValueKind.Call, IsNullableStruct: false } root } content => $"{TypeText.Literal(content.Shape)}, {root.Text}",
        { Root.IsNullableStruct: false } content => $"{TypeText.Literal(content.Shape)}, static (hasher, value) => {Add(content.Root, "value")}",
        { } content => $"{TypeText.Literal(content.Shape)}, static (hasher, value) => {{ if (hasher.AddPresence(value.HasValue)) {{ {Add(content.Root, "value.GetValueOrDefault()")}; }} }}",
    };

    private static void Write(SourceWriter writer, ContentMethod method)
    {
        writer.Open($"private static void {method.Name}({Hasher} hasher, {method.Type}{(method.IsReference ? "?" : string.Empty)} value)");
        if (method.IsReference || method.Type.StartsWith("global::System.Collections.Immutable.ImmutableArray<", StringComparison.Ordinal))
        {
            writer.Open(method.IsReference ? "if (value is null)" : "if (value.IsDefault)");
            writer.Line("hasher.AddPresence(false);").Line("return;");
            writer.Close().Line();
            writer.Line("hasher.AddPresence(true);");
        }

        if (method.IsRecursive)
        {
            writer.Line($"hasher.Enter(typeof({method.Type}));");
        }

        WriteBody(writer, method);
        if (method.IsRecursive)
        {
            writer.Line("hasher.Leave();");
        }

        writer.Close();
    }

    private static void WriteBody(SourceWriter writer, ContentMethod method)
    {
        switch (method.Kind)
        {
            case ContentMethodKind.Object:
                if (method.MustBeExact)
                {
                    writer.Line($"{Hasher}.Expect(value, typeof({method.Type}));");
                }

                WriteMembers(writer, method, "value");
                break;
            case ContentMethodKind.List:
                writer.Line($"hasher.AddCount(value.{method.Count});");
                OpenElements(writer, method);
                Write(writer, method.Members[0].Value, "item");
                writer.Close();
                break;
            case ContentMethodKind.Uncounted:
                writer.Open("foreach (var item in value)").Line("hasher.AddPresence(true);");
                WriteElement(writer, method);
                writer.Close().Line().Line("hasher.AddPresence(false);");
                break;
            case ContentMethodKind.Set or ContentMethodKind.Dictionary:
                writer.Line($"var unordered = hasher.BeginUnordered(value.{method.Count});").Open("foreach (var item in value)");
                WriteElement(writer, method);
                writer.Line("unordered.EndElement();").Close().Line().Line("unordered.End();");
                break;
            case ContentMethodKind.Polymorphic:
                WriteCases(writer, method);
                break;
        }
    }

    private static void WriteElement(SourceWriter writer, ContentMethod method)
    {
        if (method.Members[0].Access.Length == 0)
        {
            Write(writer, method.Members[0].Value, "item");
        }
        else
        {
            WriteMembers(writer, method, "item");
        }
    }

    // An interface's enumerator would be the only allocation of a walk.
    private static void OpenElements(SourceWriter writer, ContentMethod method)
    {
        if (IndexedLists.Any(list => method.Type.StartsWith(list, System.StringComparison.Ordinal)))
        {
            writer.Open($"for (var i = 0; i < value.{method.Count}; i++)").Line("var item = value[i];");
        }
        else
        {
            writer.Open("foreach (var item in value)");
        }
    }

    private static void WriteMembers(SourceWriter writer, ContentMethod method, string owner)
    {
        foreach (var member in method.Members)
        {
            Write(writer, member.Value, $"{(member.Through.Length == 0 ? owner : $"(({member.Through}){owner})")}.{member.Access}");
        }
    }

    private static void WriteCases(SourceWriter writer, ContentMethod method)
    {
        writer.Open("switch (value)");
        foreach (var item in method.Cases)
        {
            writer.Line($"case {item.Type} derived:").Indent();
            writer.Line($"hasher.Add({item.Discriminator});").Line($"{item.Method}(hasher, derived);").Line("break;").Outdent();
        }

        writer.Line("default:").Indent();
        if (method.Members.Count == 0)
        {
            // Throws, naming both types: nothing is ever exactly of an abstract type.
            writer.Line($"{Hasher}.Expect(value, typeof({method.Type}));");
        }
        else
        {
            writer.Line("hasher.Add((string?)null);").Line($"{method.Members[0].Value.Text}(hasher, value);");
        }

        writer.Line("break;").Outdent().Close();
    }

    private static void Write(SourceWriter writer, ContentValue value, string expression)
    {
        if (value.IsNullableStruct)
        {
            writer.Open($"if (hasher.AddPresence({expression}.HasValue))");
            writer.Line($"{Add(value, expression + ".GetValueOrDefault()")};").Close().Line();
        }
        else
        {
            writer.Line($"{Add(value, expression)};");
        }
    }

    private static string Add(ContentValue value, string expression) => value.Kind switch
    {
        ContentValueKind.Cast => $"hasher.Add(({value.Text}){expression})",
        ContentValueKind.Text => $"hasher.AddText({expression})",
        ContentValueKind.Call => $"{value.Text}(hasher, {expression})",
        ContentValueKind.Expression => $"hasher.Add({value.Text.Replace("{0}", expression)})",
        _ => $"hasher.Add({expression})",
    };
}
