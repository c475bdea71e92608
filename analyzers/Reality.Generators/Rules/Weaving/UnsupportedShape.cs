using Microsoft.CodeAnalysis;
using Reality.Generators.Binding;
using Reality.Generators.Rules.Declarations;

namespace Reality.Generators.Rules.Weaving;

/// <summary>RLT2004.</summary>
internal static class UnsupportedShape
{
    public static readonly DiagnosticDescriptor Descriptor = new(
        "RLT2004",
        "Annotated method has a shape that cannot be woven",
        "{0}",
        RuleCategory.Weaving,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "A woven method is an instance method without type parameters that returns Task or ValueTask and takes its parameters by value.",
        RulePage.Of("RLT2004"));

    public static readonly DeclarationRule Rule = new(
        Descriptor,
        Message,
        ProblemKind.ReturnType,
        ProblemKind.ParameterShape,
        ProblemKind.ConnectionParameter,
        ProblemKind.ParameterShadows,
        ProblemKind.SecondToken,
        ProblemKind.StaticMethod,
        ProblemKind.GenericMethod,
        ProblemKind.GenericType,
        ProblemKind.StaticType,
        ProblemKind.ReadAndWrite,
        ProblemKind.Inaccessible);

    private static string Message(DeclarationProblem problem)
    {
        var name = problem.Arguments[0];
        return problem.Kind switch
        {
            ProblemKind.ReturnType => $"'{name}' returns '{problem.Arguments[1]}', which cannot be woven. Return {problem.Arguments[2]}.",
            ProblemKind.ParameterShape =>
                $"The parameter '{name}' of type '{problem.Arguments[1]}' is passed by reference or lives on the stack, and cannot cross an await. Pass a value.",
            ProblemKind.ConnectionParameter =>
                $"The parameter '{name}' of type '{problem.Arguments[1]}' brings a transaction of its own, in which no version rises. Leave it out: '{problem.Arguments[2]}' is handed the connection, in the woven method's transaction.",
            ProblemKind.ParameterShadows => $"The parameter '{name}' hides the class's IReality of the same name. Rename it.",
            ProblemKind.SecondToken => $"'{name}' is a second cancellation token. Keep one.",
            ProblemKind.StaticMethod => $"'{name}' is static, so it has no IReality to be woven with. Make it an instance method.",
            ProblemKind.GenericMethod => $"'{name}' has type parameters, and a key has a known type. Write one method for each type.",
            ProblemKind.GenericType => $"'{name}' has type parameters, and a key has a known type. Write one repository for each type.",
            ProblemKind.StaticType => $"'{name}' is static, so it has no IReality to be woven with. Make it an ordinary class.",
            ProblemKind.ReadAndWrite => $"'{name}' is both read and write. Put [RealityKey] and [RealityInvalidates] on two methods.",
            _ => $"Generated code cannot name '{name}', which is private or protected. Make it internal or public.",
        };
    }
}
