using Microsoft.CodeAnalysis;
using Reality.Generators.Models;
using Reality.Grammar;

namespace Reality.Generators.Binding;

/// <summary>Binds <c>[RealityInvalidates]</c>: placeholders to parameters, members, the result, and collections of them.</summary>
internal static class BumpBinder
{
    public static IEnumerable<BumpModel> Bind(Signature signature, Compilation compilation, List<DeclarationProblem> problems)
    {
        var attributes = signature.Method.GetAttributes();
        for (var i = 0; i < attributes.Length; i++)
        {
            if (!attributes[i].Is(KnownNames.Invalidates) || Declaration.Parse(attributes[i].Text(), i, problems, allowsFamily: true) is not { } template)
            {
                continue;
            }

            var before = problems.Count;
            var bindings = BindAll(template, signature, compilation, i, problems);
            if (problems.Count == before)
            {
                yield return new BumpModel(template.Text, template.Signature, Declaration.Segments(template), bindings.ToEquatableArray(), i, template.IsFamily);
            }
        }
    }

    /// <summary>Checks that a type can stand in a key.</summary>
    /// <returns>How its values are written; <see langword="null"/> where a problem was found.</returns>
    public static PlaceholderKind? Check(string placeholder, ITypeSymbol type, ProblemTarget target, List<DeclarationProblem> problems)
    {
        var names = new[] { placeholder, TypeText.Short(type) }.ToEquatableArray();
        var isNullable = PlaceholderType.MayBeNull(type);
        var kind = isNullable ? null : PlaceholderType.KindOf(type);
        if (kind is null)
        {
            var problem = isNullable ? ProblemKind.PlaceholderNullable
                : Sequences.ElementOf(type) is null ? ProblemKind.PlaceholderType
                : ProblemKind.PlaceholderCollection;
            problems.Add(new(problem, target, names));
        }

        return kind;
    }

    private static List<BindingModel> BindAll(
        KeyTemplate template, Signature signature, Compilation compilation, int attribute, List<DeclarationProblem> problems)
    {
        var bindings = new List<BindingModel>();
        var collection = string.Empty;
        foreach (var segment in template.Segments.Where(static segment => segment.IsPlaceholder && !segment.IsFamily))
        {
            var target = new ProblemTarget(ProblemPlace.Argument, attribute, string.Empty, segment.Start, segment.Length);
            var path = new PlaceholderPath(segment.Value, target, compilation, problems);
            if (path.Bind(signature) is not { } binding)
            {
                continue;
            }

            if (binding.CollectionAt >= 0)
            {
                // Placeholders over one collection take from the same element; two collections would need every pair.
                var mine = string.Join(".", segment.Value.Split('.').Take(binding.CollectionAt + 1));
                if (collection.Length > 0 && collection != mine)
                {
                    problems.Add(new(ProblemKind.PlaceholderCollection, target, [segment.Value, binding.Type]));
                    continue;
                }

                collection = mine;
            }

            bindings.Add(binding);
        }

        return bindings;
    }
}
