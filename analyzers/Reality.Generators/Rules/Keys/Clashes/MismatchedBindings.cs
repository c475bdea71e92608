using Reality.Generators.Binding;
using Reality.Generators.Linking;
using Reality.Generators.Models;
using Reality.Grammar;

namespace Reality.Generators.Rules.Keys.Clashes;

/// <summary>RLT1004, where an invalidation binds a value of another type than the read of the template takes; RLT1003, where it names a family of none.</summary>
internal static class MismatchedBindings
{
    public static IEnumerable<DeclarationProblem> Of(Declaration declaration, IReadOnlyList<DeclaredKey> own, OtherKeys others)
    {
        foreach (var bump in declaration.Bumps)
        {
            if (!KeyTemplate.TryParseInvalidation(bump.Template, out var template, out _))
            {
                continue;
            }

            var declared = own.FirstOrDefault(key => key.Fact.Signature == template.Signature)?.Fact ?? others.Of(template);
            if (bump.IsFamily && declared is null)
            {
                yield return new(
                    ProblemKind.FamilyUndeclared,
                    new(ProblemPlace.Argument, bump.Attribute, string.Empty, 0, bump.Template.Length),
                    [bump.Template]);
            }

            var segments = template.Segments.Where(static segment => segment.IsPlaceholder).ToList();
            for (var i = 0; declared is not null && i < segments.Count && i < bump.Bindings.Count && i < declared.Placeholders.Count; i++)
            {
                if (!Conversions.Exist(bump.Bindings[i].Type, declared.Placeholders[i].Type))
                {
                    yield return new(
                        ProblemKind.PlaceholderMismatch,
                        new(ProblemPlace.Argument, bump.Attribute, string.Empty, segments[i].Start, segments[i].Length),
                        [segments[i].Value, TypeName.Plain(bump.Bindings[i].Type), TypeName.Plain(declared.Placeholders[i].Type)]);
                }
            }
        }
    }
}
