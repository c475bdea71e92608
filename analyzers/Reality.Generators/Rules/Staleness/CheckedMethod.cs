using Microsoft.CodeAnalysis;
using Reality.Generators.Binding;
using Reality.Generators.Sql.Tables;

namespace Reality.Generators.Rules.Staleness;

/// <summary>A method of the repository at hand, with its tables as they are while it is typed.</summary>
/// <param name="Method">The method: the contract, where it has one.</param>
/// <param name="Contract">The contract's binding; <see langword="null"/> for a public method without one.</param>
/// <param name="Tables">Its tables, with views looked through.</param>
/// <param name="Location">Where what is wrong with it stands.</param>
/// <param name="IsIgnored">Whether it asks not to be judged.</param>
internal sealed record CheckedMethod(IMethodSymbol Method, BoundMethod? Contract, MethodTables Tables, Location Location, bool IsIgnored)
{
    public string Name => Method.Name;

    public bool IsKnown => Tables.Unknown is null;

    public bool IsRead => Contract?.Declaration.Key is not null;
}
