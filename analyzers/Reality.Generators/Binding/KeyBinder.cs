using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Reality.Generators.Models;
using Reality.Grammar;

namespace Reality.Generators.Binding;

/// <summary>Binds <c>[RealityKey]</c> to a key: its placeholders to the read's parameters, its names to the template's words.</summary>
internal static class KeyBinder
{
    // What a record struct has already.
    private static readonly string[] Taken =
        ["Equals", "GetHashCode", "GetType", "ToString", "ReferenceEquals", "MemberwiseClone", "Deconstruct", "PrintMembers", "TryParse", "_text"];

    /// <summary>Binds a key.</summary>
    /// <returns><see langword="null"/> where no key can be made; the problems say why.</returns>
    public static KeyModel? Bind(Signature signature, AttributeData attribute, int index, List<DeclarationProblem> problems)
    {
        var template = Declaration.Parse(attribute.Text(), index, problems);
        var before = problems.Count;
        if (template is null)
        {
            return null;
        }

        if (!template.CanBeDeclared(out var error))
        {
            problems.Add(new(ProblemKind.Grammar, new(ProblemPlace.Argument, index, string.Empty, error.Start, error.Length), [error.Message]));
            return null;
        }

        var name = attribute.Named<string>("Name");
        if (attribute.Has("Name") && (name is null || !SyntaxFacts.IsValidIdentifier(name) || SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None))
        {
            problems.Add(new(ProblemKind.AccessorName, new(ProblemPlace.Argument, index, "Name"), [name ?? string.Empty]));
            name = null;
        }

        var names = AccessorName.Of(template, name);
        if (IsTaken(signature.Method, names.Struct))
        {
            problems.Add(new(ProblemKind.StructTaken, new(ProblemPlace.Argument, index), [names.Struct, template.Text]));
        }

        var placeholders = BindPlaceholders(signature, template, names.Struct, index, problems);
        if (signature.Result is null && signature.Return != ReturnKind.Other)
        {
            problems.Add(new(
                ProblemKind.ReturnType,
                new(ProblemPlace.ReturnType),
                [signature.Method.Name, TypeText.Short(signature.Method.ReturnType), "Task<T> or ValueTask<T>: a read has a result"]));
        }

        return problems.Count > before || signature.Result is null || signature.Method.ContainingType.IsExtension || !CanBeDeclared(problems)
            ? null
            : new KeyModel(
                template.Text,
                template.Signature,
                Declaration.Segments(template),
                placeholders.ToEquatableArray(),
                names.Domain,
                names.Member,
                names.Struct,
                TypeText.Namespace(signature.Method.ContainingType),
                TypeText.Full(signature.Result),
                Accessibilities.IsPublic(signature.Result) && IsPublic(signature, placeholders),
                TypeText.Dotted(signature.Method.ContainingType),
                KeyUrl.Of(attribute.Named<string>("Route"), placeholders).ToEquatableArray(),
                TypeText.Bare(signature.Result),
                $"{signature.Method.ContainingType.Name}.{signature.Method.Name}");
    }

    private static bool IsTaken(IMethodSymbol method, string structName)
    {
        var space = TypeText.Namespace(method.ContainingType);
        var type = method.ContainingAssembly.GetTypeByMetadataName(space.Length == 0 ? structName : $"{space}.{structName}");
        return type is { DeclaringSyntaxReferences.IsEmpty: false } && !type.IsGenerated();
    }

    // Types that generated code cannot name, or that have open parameters, can stand in no struct.
    private static bool CanBeDeclared(List<DeclarationProblem> problems) => !problems.Any(static problem =>
        problem.Kind is ProblemKind.Inaccessible or ProblemKind.GenericMethod or ProblemKind.GenericType);

    private static bool IsPublic(Signature signature, List<PlaceholderModel> placeholders) => signature.Values
        .Where(parameter => placeholders.Any(placeholder => placeholder.Name == parameter.Name))
        .All(static parameter => Accessibilities.IsPublic(parameter.Type));

    private static List<PlaceholderModel> BindPlaceholders(
        Signature signature, KeyTemplate template, string structName, int index, List<DeclarationProblem> problems)
    {
        var placeholders = new List<PlaceholderModel>();
        foreach (var segment in template.Segments.Where(static segment => segment.IsPlaceholder))
        {
            var target = new ProblemTarget(ProblemPlace.Argument, index, string.Empty, segment.Start, segment.Length);
            var parameter = signature.Values.FirstOrDefault(parameter => parameter.Name == segment.Value);
            if (parameter is null)
            {
                var candidates = string.Join(", ", signature.Values.Select(static parameter => parameter.Name));
                problems.Add(new(ProblemKind.BindsToNothing, target, [segment.Value, "a parameter", candidates]));
                continue;
            }

            if (BumpBinder.Check(segment.Value, parameter.Type, target, problems) is { } kind)
            {
                placeholders.Add(new(segment.Value, PropertyName(segment.Value, structName, placeholders), TypeText.Full(parameter.Type), kind));
            }
        }

        return placeholders;
    }

    private static string PropertyName(string placeholder, string structName, List<PlaceholderModel> before)
    {
        var name = char.ToUpperInvariant(placeholder[0]) + placeholder.Substring(1);
        while (Array.IndexOf(Taken, name) >= 0 || name == structName || before.Any(other => other.Property == name))
        {
            name += "Value";
        }

        return TypeText.Identifier(name);
    }
}
