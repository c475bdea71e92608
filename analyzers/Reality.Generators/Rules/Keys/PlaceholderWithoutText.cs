using Microsoft.CodeAnalysis;
using Reality.Generators.Binding;
using Reality.Generators.Rules.Declarations;

namespace Reality.Generators.Rules.Keys;

/// <summary>RLT1004.</summary>
internal static class PlaceholderWithoutText
{
    public static readonly DiagnosticDescriptor Descriptor = new(
        "RLT1004",
        "Placeholder's type has no exact text form",
        "{0}",
        RuleCategory.Keys,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "A placeholder's value has exactly one text: string, bool, Guid, DateOnly, an integer, an enum, or a type of one's own that formats and parses itself.",
        RulePage.Of("RLT1004"));

    public static readonly DeclarationRule Rule = new(
        Descriptor,
        Message,
        ProblemKind.PlaceholderType,
        ProblemKind.PlaceholderNullable,
        ProblemKind.PlaceholderCollection,
        ProblemKind.PlaceholderMismatch);

    private static string Message(DeclarationProblem problem)
    {
        var (placeholder, type) = (problem.Arguments[0], problem.Arguments[1]);
        return problem.Kind switch
        {
            ProblemKind.PlaceholderNullable =>
                $"'<{placeholder}>' has the type '{type}' and may be null; a key has a value in every placeholder. Make it non-nullable.",
            ProblemKind.PlaceholderCollection =>
                $"'<{placeholder}>' has the type '{type}', a collection where one value is needed. Only a write can invalidate one key for each element, and of one collection at a time.",
            ProblemKind.PlaceholderMismatch =>
                $"'<{placeholder}>' has the type '{type}', but the read of this key takes '{problem.Arguments[2]}' there. Bind a value of that type.",
            _ =>
                $"'<{placeholder}>' has the type '{type}', which has no exact text form. Use string, bool, Guid, DateOnly, an integer, an enum, or a type of your own that implements ISpanFormattable and ISpanParsable.",
        };
    }
}
