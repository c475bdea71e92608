namespace Reality.Generators.Shapes.Writing;

/// <summary>The hand-written table: what can vary in a repository, and which rule each variation calls for.</summary>
internal static class Axes
{
    public static readonly Choice[] Ids =
    [
        new("string", "string", Sample: "\"a:b%c/d\""),
        new("Guid", "global::System.Guid", Sample: "new global::System.Guid(\"6f9619ff-8b86-d011-b42d-00c04fc964ff\")"),
        new("int", "int", Sample: "-7"),
        new("long", "long", Sample: "9007199254740993L"),
        new("byte", "byte", Sample: "(byte)200"),
        new("short", "short", Sample: "(short)-3"),
        new("uint", "uint", Sample: "7u"),
        new("ulong", "ulong", Sample: "ulong.MaxValue"),
        new("bool", "bool", Sample: "true"),
        new("DateOnly", "global::System.DateOnly", Sample: "new global::System.DateOnly(2026, 2, 28)"),
        new("enum", "Level§", Extra: "/// <summary>Level.</summary>\npublic enum Level§ { /// <summary>Low.</summary>\n Low, /// <summary>High.</summary>\n High }", Sample: "Level§.High"),
        new("own id", "OwnId§", Extra: OwnId, Sample: "new OwnId§(42)"),
        new("double", "double", "RLT1004"),
        new("float", "float", "RLT1004"),
        new("nullable int", "int?", "RLT1004"),
        new("nullable string", "string?", "RLT1004"),
        new("object", "object", "RLT1004"),
        new("class without text form", "global::System.Random", "RLT1004"),
    ];

    public static readonly Choice[] Payloads =
    [
        new("long", "long", Sample: "n", Scalar: true),
        new("int", "int", Sample: "(int)n", Scalar: true),
        new("string", "string", Sample: "n.ToString(global::System.Globalization.CultureInfo.InvariantCulture)", Scalar: true),
        new("bool", "bool", Sample: "n % 2 == 0", Scalar: true),
        new("decimal", "decimal", Sample: "n / 10m", Scalar: true),
        new("Guid", "global::System.Guid", Sample: "new global::System.Guid((int)n, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)", Scalar: true),
        new("DateTimeOffset", "global::System.DateTimeOffset", Sample: "global::System.DateTimeOffset.FromUnixTimeSeconds(n)", Scalar: true),
        new("nullable long", "long?", Sample: "n == 0 ? null : n", Scalar: true),
        new("record", "Item§", Extra: Item, Sample: "new Item§(n, \"one\")"),
        new("list of records", "global::System.Collections.Generic.IReadOnlyList<Item§>", Extra: Item, Sample: "new[] { new Item§(n, \"one\"), new Item§(2, \"two\") }"),
        new("List", "global::System.Collections.Generic.List<Item§>", Extra: Item, Sample: "new global::System.Collections.Generic.List<Item§> { new Item§(n, \"one\") }"),
        new("array", "Item§[]", Extra: Item, Sample: "new[] { new Item§(n, \"one\") }"),
        new("immutable array", "global::System.Collections.Immutable.ImmutableArray<long>", Sample: "global::System.Collections.Immutable.ImmutableArray.Create(1, n)"),
        new("enumerable", "global::System.Collections.Generic.IEnumerable<long>", Sample: "new long[] { 1, n }"),
        new("dictionary", "global::System.Collections.Generic.IReadOnlyDictionary<string, long>", Sample: "new global::System.Collections.Generic.Dictionary<string, long> { [\"a\"] = n, [\"b\"] = 2 }"),
        new("set", "global::System.Collections.Generic.HashSet<long>", Sample: "new global::System.Collections.Generic.HashSet<long> { 1, n }"),
        new("tuple", "(long Count, string Name)", Sample: "(n, \"one\")"),
        new("list of tuples", "global::System.Collections.Generic.IReadOnlyList<(long Id, string Name)>", Sample: "new (long Id, string Name)[] { (n, \"one\") }"),
        new("record struct", "Point§", Extra: "/// <summary>Point.</summary>\npublic readonly record struct Point§(long X, double Y);", Sample: "new Point§(n, 0.5)"),
        new("settable class", "Settable§", Extra: "/// <summary>Settable.</summary>\npublic sealed class Settable§ { /// <summary>Id.</summary>\n public long Id { get; set; } /// <summary>Tags.</summary>\n public global::System.Collections.Generic.IReadOnlyList<string> Tags { get; init; } = global::System.Array.Empty<string>(); /// <summary>Twice.</summary>\n public long Twice => Id * 2; }", Sample: "new Settable§ { Id = n }"),
        new("required members", "Required§", Extra: "/// <summary>Required.</summary>\npublic sealed record Required§ { /// <summary>Id.</summary>\n public required long Id { get; init; } }", Sample: "new Required§ { Id = n }"),
        new("inherited members", "Derived§", Extra: "/// <summary>Base.</summary>\npublic abstract record Base§(long Id);\n/// <summary>Derived.</summary>\npublic sealed record Derived§(long Id, int Size) : Base§(Id);", Sample: "new Derived§(n, 1)"),
        new("polymorphic", "Shape§", Extra: "/// <summary>Shape.</summary>\n[global::System.Text.Json.Serialization.JsonDerivedType(typeof(Round§), \"round\")]\npublic abstract record Shape§(long Id);\n/// <summary>Round.</summary>\npublic sealed record Round§(long Id, long Radius) : Shape§(Id);", Sample: "new Round§(1, n)"),
        new("recursive", "Tree§", Extra: "/// <summary>Tree.</summary>\npublic sealed record Tree§(long Id, global::System.Collections.Generic.IReadOnlyList<Tree§> Children);", Sample: "new Tree§(1, new[] { new Tree§(n, global::System.Array.Empty<Tree§>()) })"),
        new("generic", "Page§<Item§>", Extra: Item + "\n/// <summary>Page.</summary>\npublic sealed record Page§<T>(global::System.Collections.Generic.IReadOnlyList<T> Items, long Total);", Sample: "new Page§<Item§>(new[] { new Item§(1, \"one\") }, n)"),
        new("nested record", "Order§", Extra: Item + "\n/// <summary>Order.</summary>\npublic sealed record Order§(long Id, Item§? Item, global::System.DateOnly? Day);", Sample: "new Order§(1, new Item§(n, \"one\"), null)"),
        new("json", "global::System.Text.Json.JsonElement", Sample: "global::System.Text.Json.JsonSerializer.SerializeToElement(n)"),
        new("bytes", "byte[]", Sample: "global::System.BitConverter.GetBytes(n)"),
        new("internal record", "Hidden§", Extra: "internal sealed record Hidden§(long Id);", Sample: "new Hidden§(n)"),
        new("object", "object", "RLT2006", Sample: "n"),
        new("member of type object", "Loose§", "RLT2006", "/// <summary>Loose.</summary>\npublic sealed record Loose§(long Id, object Value);", "new Loose§(n, 1)"),
        new("stream", "global::System.IO.Stream", "RLT2006", Sample: "global::System.IO.Stream.Null"),
        new("unknown interface", "global::System.IFormattable", "RLT2006", Sample: "n"),
        new("list of objects", "global::System.Collections.Generic.IReadOnlyList<object>", "RLT2006", Sample: "new object[] { n }"),
    ];

    /// <summary>How the read returns: <c>$</c> is the payload.</summary>
    public static readonly Choice[] Returns =
    [
        new("Task", "global::System.Threading.Tasks.Task<$>"),
        new("ValueTask", "global::System.Threading.Tasks.ValueTask<$>"),
        new("synchronous", "$", "RLT2004"),
        new("stream of elements", "global::System.Collections.Generic.IAsyncEnumerable<$>", "RLT2004"),
    ];

    public static readonly Choice[] Strategies =
    [
        new("default", ""),
        new("Content", ", Hash = RealityHash.Content"),
        new("Version", ", Hash = RealityHash.Version"),
        new("Value", ", Hash = RealityHash.Value"),
    ];

    public static readonly Choice[] Accesses =
    [
        new("Public", ", Access = RealityAccess.Public"),
        new("Authenticated", ", Access = RealityAccess.Authenticated"),
        new("Owner", ", Access = RealityAccess.Owner, Owner = \"%id%\""),
        new("Policy", ", Policy = \"readers\""),
        new("none", "", "RLT3001"),
        new("Owner without placeholder", ", Access = RealityAccess.Owner", "RLT3002"),
    ];

    /// <summary>Templates: <c>#</c> is the domain, <c>%id%</c> the placeholder's name.</summary>
    public static readonly Choice[] Templates =
    [
        new("plain", "#:thing:<%id%>"),
        new("with subresource", "#:thing:<%id%>:state"),
        new("no resource", "#:<%id%>"),
        new("long literal", "#:big-thing_no.1:<%id%>"),
        new("five segments", "#:a:<%id%>:b:c"),
        new("empty segment", "#::<%id%>", "RLT1001"),
        new("illegal character", "#:thi ng:<%id%>", "RLT1001"),
        new("unbalanced", "#:thing:<%id%", "RLT1001"),
        new("six segments", "#:a:b:c:d:<%id%>", "RLT1001"),
        new("first is placeholder", "<%id%>:#:thing", "RLT1001"),
        new("one segment", "#", "RLT1001"),
        new("half a placeholder", "#:thing-<%id%>", "RLT1001"),
        new("family and placeholder", "#:*:<%id%>", "RLT1001"),
        new("empty", "", "RLT1001"),
        new("upper case", "#:Thing:<%id%>", "RLT1002"),
    ];

    /// <summary>The placeholder's name and so the parameter's.</summary>
    public static readonly Choice[] Names =
    [
        new("id", "id"),
        new("thingId", "thingId"),
        new("keyword", "@event"),
        new("write", "write"),
        new("read", "read"),
        new("token", "token"),
        new("key", "key"),
        new("db", "db"),
        new("result", "result"),
        new("text", "text"),
        new("hasher", "hasher"),
        new("value", "value"),
        new("services", "services"),
        new("reader", "reader"),
        new("upper case", "Id"),
        new("underscored", "thing_id"),
    ];

    /// <summary>How the class comes by its <c>IReality</c>: text is the parameter list, extra the members.</summary>
    public static readonly Choice[] Sources =
    [
        new("primary constructor", "(IReality reality)"),
        new("field", "", Extra: "private readonly IReality _reality;\n\n/// <summary>Creates it.</summary>\npublic Repo§(IReality reality) => _reality = reality;"),
        new("property", "", Extra: "private IReality Reality { get; }\n\n/// <summary>Creates it.</summary>\npublic Repo§(IReality reality) => Reality = reality;"),
        new("captured by a field", "(IReality reality)", Extra: "private readonly IReality _own = reality;"),
        new("none", "", "RLT2003"),
    ];

    /// <summary>The core's connection parameter.</summary>
    public static readonly Choice[] Connections =
    [
        new("DbConnection", "global::System.Data.Common.DbConnection"),
        new("SqliteConnection", "global::Microsoft.Data.Sqlite.SqliteConnection"),
    ];

    public static readonly Choice[] Containers =
    [
        new("public sealed", "public sealed"),
        new("internal sealed", "internal sealed"),
        new("public", "public"),
        new("nested", "nested"),
        new("global namespace", "global"),
        new("block namespace", "block"),
        new("derived", "derived"),
        new("generic class", "generic", "RLT2004"),
    ];

    /// <summary>The nullable context.</summary>
    public static readonly Choice[] Contexts =
    [
        new("nullable", "#nullable enable"),
        new("oblivious", "#nullable disable"),
    ];

    /// <summary>How the write's key gets its value.</summary>
    public static readonly Choice[] Bindings =
    [
        new("parameter", "parameter"),
        new("member", "member"),
        new("result", "result"),
        new("collection", "collection"),
        new("no such parameter", "missing", "RLT1003"),
        new("no such member", "missing member", "RLT1003"),
    ];

    /// <summary>Further ways to write a method that cannot be woven, or is woven with a warning.</summary>
    public static readonly Choice[] Faults =
    [
        new("none", "none"),
        new("default value", "default value"),
        new("no token", "no token"),
        new("core without token", "core without token"),
        new("instance core", "instance core"),
        new("ValueTask core", "ValueTask core"),
        new("read without connection", "read without connection"),
        new("params", "params"),
        new("not partial", "not partial", "RLT2001"),
        new("no core", "no core", "RLT2002"),
        new("core of other parameters", "core of other parameters", "RLT2002"),
        new("static method", "static method", "RLT2004"),
        new("generic method", "generic method", "RLT2004"),
        new("ref parameter", "ref parameter", "RLT2004"),
        new("span parameter", "span parameter", "RLT2004"),
        new("parameter named reality", "parameter named reality", "RLT2004"),
        new("parameter outside the key", "parameter outside the key", "RLT1007"),
        new("core with state", "core with state", "RLT2010"),
        new("overlapping template", "overlapping template", "RLT1005"),
        new("accessor twice", "accessor twice", "RLT1006"),
    ];

    private const string Item = "/// <summary>Item.</summary>\npublic sealed record Item§(long Id, string Name);";

    private const string OwnId = """
        /// <summary>Own id.</summary>
        public readonly record struct OwnId§(int Value) : global::System.ISpanFormattable, global::System.ISpanParsable<OwnId§>
        {
            /// <inheritdoc/>
            public override string ToString() => ToString(null, null);
            /// <inheritdoc/>
            public string ToString(string? format, global::System.IFormatProvider? provider) => "t" + Value.ToString(provider);
            /// <inheritdoc/>
            public bool TryFormat(global::System.Span<char> destination, out int charsWritten, global::System.ReadOnlySpan<char> format, global::System.IFormatProvider? provider) =>
                global::System.MemoryExtensions.TryWrite(destination, provider, $"t{Value}", out charsWritten);
            /// <inheritdoc/>
            public static OwnId§ Parse(string s, global::System.IFormatProvider? provider) => Parse(global::System.MemoryExtensions.AsSpan(s), provider);
            /// <inheritdoc/>
            public static bool TryParse(string? s, global::System.IFormatProvider? provider, out OwnId§ result) => TryParse(global::System.MemoryExtensions.AsSpan(s), provider, out result);
            /// <inheritdoc/>
            public static OwnId§ Parse(global::System.ReadOnlySpan<char> s, global::System.IFormatProvider? provider) =>
                TryParse(s, provider, out var result) ? result : throw new global::System.FormatException();
            /// <inheritdoc/>
            public static bool TryParse(global::System.ReadOnlySpan<char> s, global::System.IFormatProvider? provider, out OwnId§ result)
            {
                var parsed = s.Length > 1 & s.Length < 12 && s[0] == 't' && int.TryParse(s[1..], provider, out var value) ? new OwnId§(value) : (OwnId§?)null;
                result = parsed ?? default;
                return parsed is not null;
            }
        }
        """;
}
