using Reality.Generators.Models;

namespace Reality.Generators.Sql.Finding;

/// <summary>What a method does to data, itself and through other methods of its class. It holds no part of the compiler.</summary>
/// <param name="Uses">Where SQL is sent.</param>
/// <param name="Contracts">The templates that the contracts it calls invalidate.</param>
/// <param name="BumpsByHand">Whether it raises versions itself, of keys that nobody has looked at.</param>
/// <param name="IsBroken">Whether something that matters does not compile, so that what is found is not all.</param>
internal sealed record FoundSql(EquatableArray<SqlUse> Uses, EquatableArray<string> Contracts, bool BumpsByHand, bool IsBroken);
