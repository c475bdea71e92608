namespace Reality.Generators.Rules.Keys.Clashes;

/// <summary>Types of generated code as a person would write them.</summary>
internal static class TypeName
{
    /// <summary>Without <c>global::</c> and the namespaces that every project uses.</summary>
    public static string Plain(string type) => type
        .Replace("global::System.Collections.Generic.", string.Empty)
        .Replace("global::System.", string.Empty)
        .Replace("global::", string.Empty);
}
