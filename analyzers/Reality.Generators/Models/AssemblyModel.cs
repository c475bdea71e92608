using Reality.Generators.Sql.Tables;

namespace Reality.Generators.Models;

/// <summary>What the assembly as a whole says.</summary>
/// <param name="Module">The name of its module.</param>
/// <param name="References">What the referenced assemblies declare.</param>
/// <param name="Clashing">The domains that several of them declare, so that their accessors have no one meaning here.</param>
/// <param name="Declared">The views and functions that it and its references declare.</param>
internal sealed record AssemblyModel(string Module, EquatableArray<ReferencedKey> References, EquatableArray<string> Clashing, DeclaredTables Declared);

/// <summary>A key that a referenced assembly declares, as its facts tell.</summary>
/// <param name="Signature">The template without names.</param>
/// <param name="Domain">The class of its accessor.</param>
/// <param name="Struct">The key struct, as it stands in code.</param>
/// <param name="Placeholders">The types of its placeholders, as they stand in code.</param>
internal sealed record ReferencedKey(string Signature, string Domain, string Struct, EquatableArray<string> Placeholders);

/// <summary>A JSON context that the user declares.</summary>
/// <param name="Type">The class, as it stands in code.</param>
/// <param name="Payloads">The types that it lists, as they stand in code.</param>
internal sealed record JsonContextModel(string Type, EquatableArray<string> Payloads);
