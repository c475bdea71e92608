using Reality.Generators.Tests.Verification;

namespace Reality.Generators.Tests.Snapshots;

/// <summary>What the content walk visits, and in which way.</summary>
public sealed class ContentTests
{
    [Fact]
    public void Scalars() => Walk("ContentScalars", """
        public enum Small : byte { A }

        public sealed record Payload(
            bool Bool, byte Byte, sbyte SByte, short Short, ushort UShort, int Int, uint UInt, long Long, ulong ULong, char Char,
            float Float, double Double, decimal Decimal, Half Half, Int128 Int128, UInt128 UInt128,
            string Text, string? MaybeText, Guid Id, DateTime At, DateTimeOffset AtOffset, TimeSpan For, DateOnly Day, TimeOnly Time,
            Uri Link, Version Version, Small Enum, Small? MaybeEnum, int? MaybeInt, Guid? MaybeId,
            byte[] Bytes, ReadOnlyMemory<byte> Memory, System.Text.Json.JsonElement Element, System.Text.Json.JsonDocument? Document, System.Text.Json.Nodes.JsonObject? Node,
            System.Net.IPAddress Address);
        """);

    [Fact]
    public void Members() => Walk("ContentMembers", """
        using System.Text.Json.Serialization;

        public abstract class Base
        {
            public int Inherited { get; set; }
            public virtual string Overridden { get; set; } = "";
            public int Hidden { get; set; }
        }

        public sealed class Payload(int bound) : Base
        {
            public string Zebra { get; set; } = "";
            public string Init { get; init; } = "";
            public required string Required { get; set; }
            public int Bound { get; } = bound;
            public int PrivateSetter { get; private set; }
            public List<string> Collected { get; } = [];
            public override string Overridden { get; set; } = "";
            public new string Hidden { get; set; } = "";
            [JsonIgnore] public string Ignored { get; set; } = "";
            [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? Sometimes { get; set; }
            [JsonIgnore(Condition = JsonIgnoreCondition.WhenWriting)] public string? ReadOnly { get; set; }
            [RealityNotHashed] public long ViewCount { get; set; }
            [JsonPropertyName("other")] public string Renamed { get; set; } = "";
            [JsonInclude] public string Included = "";
            [JsonInclude] internal string InternalIncluded { get; set; } = "";
            public string Field = "";
            public string Computed => Zebra + Init;
            private string Private { get; set; } = "";
            internal string Internal { get; set; } = "";
            public static string Static { get; set; } = "";
            public string this[int index] => Private;
            public string WriteOnly { set => Private = value; }
        }
        """);

    [Fact]
    public void Collections() => Walk("ContentCollections", """
        using System.Collections.Frozen;
        using System.Collections.Immutable;

        public readonly record struct Point(int X, int Y);

        public sealed record Payload(
            int[] Array, int[][] Jagged, List<string?> List, IReadOnlyList<Point> ReadOnlyList, IEnumerable<Point?> Sequence,
            ICollection<int> Collection, HashSet<string> Set, IReadOnlySet<int> ReadOnlySet, FrozenSet<Guid> Frozen,
            Dictionary<string, int> Map, IReadOnlyDictionary<int, List<Point>> ReadOnlyMap, ImmutableDictionary<string, string?> ImmutableMap,
            ImmutableArray<Point> ImmutableArray, ImmutableList<int> ImmutableList, Queue<int> Queue,
            (int Left, string? Right) Tuple, KeyValuePair<string, Point> Pair, Tuple<int, string> OldTuple, List<int>? MaybeList,
            ImmutableArray<int>? MaybeArray, Own Own);

        public sealed class Own : List<int>;
        """);

    [Fact]
    public void Hidden_members() => Walk("ContentHidden", """
        using System.Text.Json.Serialization;

        public class Base
        {
            public int Same { get; set; }
            [JsonPropertyName("base")] public int Renamed { get; set; }
            public int ShownByBase { get; set; }
            public int Narrower { get; set; }
            public int LeftOut { get; set; }
            public virtual int Overridden { get; set; }
            [JsonIgnore] public int Ignored { get; set; }
        }

        public sealed class Payload : Base
        {
            public new string Same { get; set; } = "";
            [JsonPropertyName("derived")] public new string Renamed { get; set; } = "";
            [JsonIgnore] public new string ShownByBase { get; set; } = "";
            internal new string Narrower { get; set; } = "";
            [RealityNotHashed] public new string LeftOut { get; set; } = "";
            [JsonIgnore] public override int Overridden { get; set; }
            public new string Ignored { get; set; } = "";
        }
        """);

    [Fact]
    public void Names_and_lists_that_only_look_alike() => Walk("ContentLookAlikes", """
        using System.Collections.Generic;

        public sealed record APayloadContent(int Id);

        public sealed record Payload(
            APayloadContent Content, ICollection<List<int>> Lists, IReadOnlyCollection<IList<int>> ReadOnlyLists, IEnumerable<IReadOnlyList<int>> Sequence);
        """);

    [Fact]
    public void Recursion_and_generics() => Walk("ContentRecursion", """
        public class Payload
        {
            public string Name { get; set; } = "";
            public List<Payload> Children { get; set; } = [];
            public Page<Payload>? More { get; set; }
            public Leaf? Leaf { get; set; }
        }

        public sealed record Page<T>(IReadOnlyList<T> Items, int? Next);

        public sealed record Leaf(int Value);
        """);

    [Fact]
    public void Polymorphism() => Walk("ContentPolymorphism", """
        using System.Text.Json.Serialization;

        public sealed record Payload(Shape Shape, IAnimal Animal, IReadOnlyList<Open> Open);

        [JsonDerivedType(typeof(Circle), "circle")]
        [JsonDerivedType(typeof(Ring), "ring")]
        [JsonDerivedType(typeof(Square), 2)]
        public abstract record Shape(string Name);

        public record Circle(string Name, double Radius) : Shape(Name);

        public sealed record Ring(string Name, double Radius, double Width) : Circle(Name, Radius);

        public sealed record Square(string Name, double Side) : Shape(Name);

        [JsonDerivedType(typeof(Dog))]
        public interface IAnimal
        {
            string Name { get; }
        }

        public sealed record Dog(string Name) : IAnimal;

        [JsonDerivedType(typeof(Closed), "closed")]
        public record Open(int Id);

        public sealed record Closed(int Id, string Why) : Open(Id);
        """);

    [Fact]
    public void Payloads_that_are_no_objects() => SnapshotCase.Verify("ContentRoots", """
        namespace Chat;

        public readonly record struct Point(int X, int Y);

        [RealityRepository]
        public sealed partial class Roots(IReality reality)
        {
            [RealityKey("a:count", Access = RealityAccess.Public, Hash = RealityHash.Value)]
            public partial Task<long> CountAsync();
            private static Task<long> CountCoreAsync(DbConnection db) => throw new NotImplementedException();

            [RealityKey("a:maybe", Access = RealityAccess.Public, Hash = RealityHash.Value)]
            public partial Task<int?> MaybeAsync();
            private static Task<int?> MaybeCoreAsync(DbConnection db) => throw new NotImplementedException();

            [RealityKey("a:text", Access = RealityAccess.Public)]
            public partial Task<string?> TextAsync();
            private static Task<string?> TextCoreAsync(DbConnection db) => throw new NotImplementedException();

            [RealityKey("a:point", Access = RealityAccess.Public)]
            public partial Task<Point?> PointAsync();
            private static Task<Point?> PointCoreAsync(DbConnection db) => throw new NotImplementedException();

            [RealityKey("a:tuple", Access = RealityAccess.Public)]
            public partial Task<(int Count, string Text)> TupleAsync();
            private static Task<(int Count, string Text)> TupleCoreAsync(DbConnection db) => throw new NotImplementedException();

            [RealityKey("a:anything", Access = RealityAccess.Public, Hash = RealityHash.Version)]
            public partial Task<object> AnythingAsync();
            private static Task<object> AnythingCoreAsync(DbConnection db) => throw new NotImplementedException();

            [RealityInvalidates("a:count")]
            [RealityInvalidates("a:maybe")]
            [RealityInvalidates("a:text")]
            [RealityInvalidates("a:point")]
            [RealityInvalidates("a:tuple")]
            [RealityInvalidates("a:anything")]
            public partial Task ChangeAsync();
            private static Task ChangeCoreAsync(DbConnection db) => throw new NotImplementedException();
        }
        """, include: static name => name == "Chat.Roots.Repository.g.cs");

    private static void Walk(string name, string types) => SnapshotCase.Verify(
        name,
        "namespace Chat;\n" + types + """

            [RealityRepository]
            public sealed partial class Repository(IReality reality)
            {
                [RealityKey("a:payload:<id>", Access = RealityAccess.Public, Route = "/a/{id}")]
                public partial Task<Payload> GetAsync(int id);

                private static Task<Payload> GetCoreAsync(DbConnection db, int id) => throw new NotImplementedException();
            }
            """,
        include: static name => name.EndsWith(".Repository.g.cs", StringComparison.Ordinal));

}
