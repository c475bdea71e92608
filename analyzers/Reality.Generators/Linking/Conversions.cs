namespace Reality.Generators.Linking;

/// <summary>Tells, by name alone, whether a value of one type can stand for another in a key: the same type, or a wider integer.</summary>
internal static class Conversions
{
    private static readonly Dictionary<string, string[]> Wider = new(StringComparer.Ordinal)
    {
        ["sbyte"] = ["short", "int", "long", "global::System.Int128"],
        ["byte"] = ["short", "ushort", "int", "uint", "long", "ulong", "global::System.Int128", "global::System.UInt128"],
        ["short"] = ["int", "long", "global::System.Int128"],
        ["ushort"] = ["int", "uint", "long", "ulong", "global::System.Int128", "global::System.UInt128"],
        ["int"] = ["long", "global::System.Int128"],
        ["uint"] = ["long", "ulong", "global::System.Int128", "global::System.UInt128"],
        ["long"] = ["global::System.Int128"],
        ["ulong"] = ["global::System.Int128", "global::System.UInt128"],
    };

    public static bool Exist(string from, string to) => from == to || (Wider.TryGetValue(from, out var wider) && Array.IndexOf(wider, to) >= 0);
}
