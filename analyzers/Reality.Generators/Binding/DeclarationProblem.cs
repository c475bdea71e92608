using Reality.Generators.Models;

namespace Reality.Generators.Binding;

/// <summary>Where a problem stands, relative to the method or type that was bound.</summary>
internal enum ProblemPlace
{
    /// <summary>The class, at its name.</summary>
    Type,

    /// <summary>The method, at its name.</summary>
    Method,

    /// <summary>The method's return type.</summary>
    ReturnType,

    /// <summary>A parameter of the method, or of the class's primary constructor.</summary>
    Parameter,

    /// <summary>An argument of one of the method's attributes, or a part of it.</summary>
    Argument,
}

/// <summary>The exact place of a problem, without any compiler object.</summary>
/// <param name="Place">The kind of place.</param>
/// <param name="Index">The parameter's ordinal, or the attribute's index among the method's attributes.</param>
/// <param name="Argument">The attribute argument's name; empty for the template.</param>
/// <param name="Start">Where the problem begins in the argument's text.</param>
/// <param name="Length">How long it is; 0 for the whole argument.</param>
internal readonly record struct ProblemTarget(ProblemPlace Place, int Index = -1, string Argument = "", int Start = 0, int Length = 0);

/// <summary>A problem of a declaration: what a rule reports, and why the generator writes a throwing body or no key.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Target">Where.</param>
/// <param name="Arguments">The names that the message needs; <see cref="ProblemKind"/> says which.</param>
internal sealed record DeclarationProblem(ProblemKind Kind, ProblemTarget Target, EquatableArray<string> Arguments);
