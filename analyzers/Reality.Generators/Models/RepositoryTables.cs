using Reality.Generators.Sql.Tables;

namespace Reality.Generators.Models;

/// <summary>The tables of a method that has no contract.</summary>
/// <param name="Operation">The method, as errors and facts name it.</param>
/// <param name="Tables">Its tables.</param>
internal sealed record PlainMethod(string Operation, MethodTables Tables);

/// <summary>The tables that the methods of a repository read and write.</summary>
/// <param name="Type">The class, as it stands in code.</param>
/// <param name="Contracts">Those of its contracts, in their order.</param>
/// <param name="Others">Those of its other public methods that have to do with SQL.</param>
internal sealed record RepositoryTables(string Type, EquatableArray<MethodTables> Contracts, EquatableArray<PlainMethod> Others);

/// <summary>A repository with its tables.</summary>
internal sealed record BoundRepository(RepositoryModel Repository, RepositoryTables Tables);
