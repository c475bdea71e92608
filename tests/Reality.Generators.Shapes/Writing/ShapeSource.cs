using System.Text;

namespace Reality.Generators.Shapes.Writing;

/// <summary>Writes a shape as the C# that a user would have written.</summary>
internal static class ShapeSource
{
    public static string Write(Shape shape)
    {
        var n = shape.Number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var body = new StringBuilder();
        var types = string.Join("\n", new[] { shape.Id.Extra, shape.Payload.Extra }.Where(text => text.Length > 0).Distinct());
        if (types.Length > 0)
        {
            body.AppendLine(types);
        }

        var methods = new ShapeMethods(shape);
        body.AppendLine(methods.Types);
        body.AppendLine(shape.Context.Text);
        if (shape.IsContract)
        {
            body.AppendLine($$"""
                /// <summary>The contract.</summary>
                {{Accessibility(shape)}} interface IRepo§{{Generic(shape)}}
                {
                {{methods.Contracts}}
                }
                """);
        }

        var derived = shape.Container.Text == "derived";
        var bases = (derived, shape.IsContract) switch
        {
            (true, true) => $" : RepoBase§, IRepo§",
            (true, false) => " : RepoBase§",
            (false, true) => $" : IRepo§{Generic(shape)}",
            _ => "",
        };
        if (derived)
        {
            body.AppendLine("/// <summary>A base.</summary>\npublic abstract class RepoBase§ { }");
        }

        var repository = $$"""
            /// <summary>A repository.</summary>
            [RealityRepository]
            {{Modifiers(shape)}} partial class Repo§{{Generic(shape)}}{{shape.Source.Text}}{{bases}}
            {
            {{shape.Source.Extra}}
            {{(shape.IsContract ? "" : methods.Contracts)}}
            {{methods.Cores}}
            }
            """;
        body.AppendLine(shape.Container.Text == "nested"
            ? $"/// <summary>Around it.</summary>\n{Accessibility(shape)} static partial class Outer§\n{{\n{repository}\n}}"
            : repository);
        body.AppendLine("#nullable enable");
        body.AppendLine(methods.Exercise);

        var text = shape.Container.Text switch
        {
            "global" => body.ToString(),
            "block" => $"namespace Shapes.Block{n}\n{{\n{body}\n}}",
            _ => $"namespace Shapes.Shape{n};\n\n{body}",
        };
        return $"#nullable enable\nusing Reality;\nusing Shapes;\n\n{text}".Replace("§", n, StringComparison.Ordinal);
    }

    /// <summary>Internal as soon as a type that the contract mentions is.</summary>
    private static string Accessibility(Shape shape) =>
        shape.Container.Text == "internal sealed" || shape.Payload.Name == "internal record" ? "internal" : "public";

    private static string Modifiers(Shape shape) => shape.Container.Text switch
    {
        "internal sealed" => "internal sealed",
        "public" when Accessibility(shape) == "public" => "public",
        _ => $"{Accessibility(shape)} sealed",
    };

    private static string Generic(Shape shape) => shape.Container.Text == "generic" ? "<TAny>" : "";
}
