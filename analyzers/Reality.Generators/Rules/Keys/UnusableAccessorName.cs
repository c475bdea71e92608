using Microsoft.CodeAnalysis;
using Reality.Generators.Binding;
using Reality.Generators.Rules.Declarations;
using Reality.Generators.Rules.Keys.Clashes;

namespace Reality.Generators.Rules.Keys;

/// <summary>RLT1006, as far as one declaration tells: a name that is none, or that another type has.</summary>
internal static class UnusableAccessorName
{
    public static readonly DeclarationRule Rule = new(
        AccessorClash.Descriptor,
        static problem => problem.Kind == ProblemKind.StructTaken
            ? $"The key struct of '{problem.Arguments[1]}' would be '{problem.Arguments[0]}', which is a type already. Rename that type, or give the key another name by Name = \"...\"."
            : $"'{problem.Arguments[0]}' cannot name an accessor. Write a C# identifier that is no keyword, such as Name = \"Room\".",
        ProblemKind.AccessorName,
        ProblemKind.StructTaken);
}
