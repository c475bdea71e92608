namespace Reality.Generators.Models;

/// <summary>What a contract returns.</summary>
internal enum ReturnKind
{
    Task,
    TaskOf,
    ValueTask,
    ValueTaskOf,
    Other,
}

/// <summary>How the generated method stands in its class.</summary>
internal enum MethodForm
{
    /// <summary>The implementing part of the user's partial method.</summary>
    Partial,

    /// <summary>A public method that implements an interface's.</summary>
    Implicit,

    /// <summary>An explicit implementation of an interface's method.</summary>
    Explicit,
}

/// <summary>A parameter of a contract.</summary>
/// <param name="Name">The name, as it stands in code.</param>
/// <param name="Declaration">The whole declaration, as the generated method repeats it.</param>
/// <param name="Type">The type, as it stands in code.</param>
/// <param name="IsToken">Whether it is the cancellation token.</param>
/// <param name="IsSequence">Whether it is an <c>IEnumerable</c> that may give its elements only once.</param>
/// <param name="Default">Its default value, as it stands in code, if it has one.</param>
internal sealed record ParameterModel(string Name, string Declaration, string Type, bool IsToken, bool IsSequence, string? Default);

/// <summary>What a core gets in one of its parameters.</summary>
internal enum CoreArgumentKind
{
    Connection,
    Token,
    Parameter,
}

/// <summary>An argument of the call of a core.</summary>
internal sealed record CoreArgument(CoreArgumentKind Kind, int Parameter = -1);

/// <summary>The user's SQL: the method that a contract calls.</summary>
/// <param name="Name">The name, as it stands in code.</param>
/// <param name="IsStatic">Whether it can be called without an instance.</param>
/// <param name="Connection">The connection type that it asks for, as it stands in code; <see langword="null"/> where it asks for none.</param>
/// <param name="Arguments">What it gets, in order.</param>
/// <param name="Return">What it returns.</param>
/// <param name="MustBeAwaited">Whether its result is of another type than the contract's and converts to it.</param>
internal sealed record CoreModel(
    string Name,
    bool IsStatic,
    string? Connection,
    EquatableArray<CoreArgument> Arguments,
    ReturnKind Return,
    bool MustBeAwaited)
{
    public bool TakesToken => Arguments.Any(static argument => argument.Kind == CoreArgumentKind.Token);
}

/// <summary>A contract and what is woven into it.</summary>
/// <param name="Name">The name, as it stands in code.</param>
/// <param name="Form">How the generated method stands in its class.</param>
/// <param name="Head">Modifiers, without <c>async</c> and <c>partial</c>.</param>
/// <param name="Interface">The interface that declares it, as it stands in code; empty in the class form.</param>
/// <param name="ReturnType">The return type, as it stands in code.</param>
/// <param name="Return">What it returns.</param>
/// <param name="Result">The result's type, as it stands in code; empty where there is none.</param>
/// <param name="ResultMayBeNull">Whether the result may be null.</param>
/// <param name="TypeParameters">The list of type parameters, with its angle brackets.</param>
/// <param name="Constraints">Their constraints.</param>
/// <param name="Parameters">The parameters.</param>
/// <param name="Core">The core; <see langword="null"/> where a rule refuses the method.</param>
/// <param name="Read">The read that it declares.</param>
/// <param name="Bumps">What it invalidates.</param>
/// <param name="Operation">What errors and logs call it.</param>
/// <param name="Refusal">Why its body throws; empty where it is woven.</param>
/// <param name="Bridge">The bridge through which writes of other classes read again what it reads.</param>
/// <param name="Hashing">Why no write can hash its key, as far as its own declaration tells.</param>
internal sealed record MethodModel(
    string Name,
    MethodForm Form,
    string Head,
    string Interface,
    string ReturnType,
    ReturnKind Return,
    string Result,
    bool ResultMayBeNull,
    string TypeParameters,
    string Constraints,
    EquatableArray<ParameterModel> Parameters,
    CoreModel? Core,
    ReadModel? Read,
    EquatableArray<BumpModel> Bumps,
    string Operation,
    string Refusal,
    string Bridge,
    FreshReason Hashing)
{
    /// <summary>Whether its core asks for no connection: what it reads or writes is not in the storage's database.</summary>
    public bool IsElsewhere => Core is { Connection: null };

    public ParameterModel? Token => Parameters.FirstOrDefault(static parameter => parameter.IsToken);
}
