using Microsoft.CodeAnalysis;
using Reality.Generators.Binding;

namespace Reality.Generators.Rules.Declarations;

/// <summary>A rule about what one declaration says: the binding finds the problem, the rule words it.</summary>
/// <param name="Descriptor">The rule.</param>
/// <param name="Message">Words a problem.</param>
/// <param name="Kinds">The problems that belong to the rule.</param>
internal sealed record DeclarationRule(DiagnosticDescriptor Descriptor, Func<DeclarationProblem, string> Message, params ProblemKind[] Kinds)
{
    /// <summary>What the fix of a problem is handed as <see cref="FixProperties.Replacement"/>, where there is something.</summary>
    public Func<DeclarationProblem, string?>? Replacement { get; init; }
}
