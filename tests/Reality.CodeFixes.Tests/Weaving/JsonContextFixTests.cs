using Reality.CodeFixes.Tests.Harness;

namespace Reality.CodeFixes.Tests.Weaving;

public sealed class JsonContextFixTests
{
    // The serializer's own generator does not run here: what it adds is missing.
    private static readonly string[] Serializer = ["CS0534", "CS0117", "CS7036", "CS8019"];

    [Fact]
    public Task A_payload_more_in_the_context() => Trimmed(
        Reads("Task<IReadOnlyList<Message>>", "{|RLT2009:Task<List<int>>|}"),
        """
        using System.Text.Json.Serialization;

        namespace App;

        /// <summary>What is written.</summary>
        [JsonSerializable(typeof(IReadOnlyList<Message>))]
        internal sealed partial class AppJson : JsonSerializerContext;
        """)
        .Fix(
            "RLT2009",
            Reads("Task<IReadOnlyList<Message>>", "Task<List<int>>"),
            """
            using System.Text.Json.Serialization;

            namespace App;

            /// <summary>What is written.</summary>
            [JsonSerializable(typeof(List<int>))]
            [JsonSerializable(typeof(IReadOnlyList<Message>))]
            internal sealed partial class AppJson : JsonSerializerContext;
            """);

    [Fact]
    public Task A_context_where_there_is_none() => Trimmed(Reads("{|RLT2009:Task<IReadOnlyList<Message>>|}", "{|RLT2009:Task<int>|}"))
        .All()
        .Fix(
            "RLT2009",
            "using System.Text.Json.Serialization;\n\n" + Reads("Task<IReadOnlyList<Message>>", "Task<int>") +
            """


            [JsonSerializable(typeof(IReadOnlyList<Message>))]
            [JsonSerializable(typeof(int))]
            internal sealed partial class RoomsJson : JsonSerializerContext;
            """);

    private static FixProject Trimmed(params string[] files) => FixProject.Of(files).WithOption("build_property.PublishAot", "true").Allowing(Serializer);

    private static string Reads(string first, string second) =>
        $$"""
        namespace App;

        public sealed record Message(long Id);

        [RealityRepository]
        public sealed partial class Rooms(IReality reality)
        {
            [RealityKey("chat:room:<roomId>", Access = RealityAccess.Public)]
            public partial {{first}} GetAsync(string roomId);

            private static {{first.Replace("{|RLT2009:", "", StringComparison.Ordinal).Replace("|}", "", StringComparison.Ordinal)}} GetCoreAsync(DbConnection db, string roomId) => null!;

            [RealityKey("chat:count:<roomId>", Access = RealityAccess.Public)]
            public partial {{second}} CountAsync(string roomId);

            private static {{second.Replace("{|RLT2009:", "", StringComparison.Ordinal).Replace("|}", "", StringComparison.Ordinal)}} CountCoreAsync(DbConnection db, string roomId) => null!;
        }
        """;
}
