using Microsoft.CodeAnalysis;
using Reality.Generators.Binding;
using Reality.Generators.Linking;
using Reality.Generators.Rules.Facts;
using Reality.Grammar;

namespace Reality.Generators.Rules.Staleness;

/// <summary>What a method can say to invalidate a key.</summary>
/// <param name="Template">The template, bound to what the method has, or the key's family.</param>
/// <param name="Remark">What a message adds: where a placeholder is taken from, or why it is the family.</param>
internal sealed record Suggestion(string Template, string Remark)
{
    public string Attribute => $"[RealityInvalidates(\"{Template}\")]";

    /// <summary>Binds a key's placeholders: to parameters by name, to a parameter's member, to the result's member; else it is the family.</summary>
    public static Suggestion For(KeyFact key, IMethodSymbol method, Compilation compilation)
    {
        var signature = Signature.Bind(method, compilation, []);
        var segments = new List<string>();
        var remarks = new List<string>();
        var placeholder = 0;
        foreach (var segment in key.Template.Segments)
        {
            if (!segment.IsPlaceholder)
            {
                segments.Add(segment.Value);
                continue;
            }

            var fact = key.Placeholders[placeholder++];
            if (BindingOf(fact, signature, compilation) is not { } binding)
            {
                return FamilyOf(key.Template, fact.Name, signature);
            }

            segments.Add($"<{binding}>");
            if (binding.StartsWith("result.", StringComparison.Ordinal))
            {
                remarks.Add($"'{fact.Name}' from the result");
            }
        }

        return new(string.Join(":", segments), remarks.Count == 0 ? string.Empty : $", which takes {string.Join(" and ", remarks)}");
    }

    private static Suggestion FamilyOf(KeyTemplate template, string placeholder, Signature signature) => new(
        string.Join(":", template.Segments.Select(static segment => segment.IsPlaceholder ? "*" : segment.Value)),
        signature.Result is null
            ? $", the whole family, since no parameter gives '{placeholder}'"
            : $", the whole family, since neither a parameter nor the result gives '{placeholder}'");

    private static string? BindingOf(PlaceholderFact placeholder, Signature signature, Compilation compilation)
    {
        var member = char.ToUpperInvariant(placeholder.Name[0]) + placeholder.Name.Substring(1);
        string[] paths = [placeholder.Name, .. signature.Values.Select(parameter => $"{parameter.Name}.{member}"), $"result.{member}"];
        return paths.FirstOrDefault(path => Binds(path, placeholder, signature, compilation));
    }

    private static bool Binds(string path, PlaceholderFact placeholder, Signature signature, Compilation compilation)
    {
        var problems = new List<DeclarationProblem>();
        var binding = new PlaceholderPath(path, new(ProblemPlace.Method), compilation, problems).Bind(signature);
        return binding is not null && problems.Count == 0 && Conversions.Exist(binding.Type, placeholder.Type);
    }
}
