namespace Reality.Generators.Models;

/// <summary>How long an instance lives; the values of <c>ServiceLifetime</c>.</summary>
internal enum RepositoryLifetime
{
    Singleton,
    Scoped,
    Transient,
}

/// <summary>A type around the generated part, outermost first.</summary>
/// <param name="Declaration">Its declaration: <c>partial class Outer</c>.</param>
internal sealed record TypeLevel(string Declaration);

/// <summary>A woven class.</summary>
/// <param name="Type">The class, as it stands in code.</param>
/// <param name="File">What its files are named after.</param>
/// <param name="Display">The class, as facts name it: namespace and nesting, with dots.</param>
/// <param name="Namespace">Its namespace; empty for the global one.</param>
/// <param name="IsPublic">Whether other assemblies see it.</param>
/// <param name="Levels">The types around it and itself.</param>
/// <param name="Reality">The expression that gives the <c>IReality</c>; empty where there is none.</param>
/// <param name="IsMember">Whether that is a field or property, so that a parameter of the same name only hides it.</param>
/// <param name="RealityField">The field to declare and the parameter that fills it, where the class keeps none itself; else empty.</param>
/// <param name="Lifetime">How long an instance lives.</param>
/// <param name="IsRegistered">Whether the registration can make it.</param>
/// <param name="IsReachable">Whether it is a repository that other classes of the assembly can name.</param>
/// <param name="Contracts">The interfaces that declare its methods, as they stand in code.</param>
/// <param name="Methods">Its contracts.</param>
internal sealed record RepositoryModel(
    string Type,
    string File,
    string Display,
    string Namespace,
    bool IsPublic,
    EquatableArray<TypeLevel> Levels,
    string Reality,
    bool IsMember,
    string RealityField,
    RepositoryLifetime Lifetime,
    bool IsRegistered,
    bool IsReachable,
    EquatableArray<string> Contracts,
    EquatableArray<MethodModel> Methods);
