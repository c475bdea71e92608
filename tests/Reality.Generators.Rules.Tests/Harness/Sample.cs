namespace Reality.Generators.Rules.Tests.Harness;

/// <summary>Sources with nothing wrong around the part that a test is about.</summary>
internal static class Sample
{
    private const string Types =
        """
        public sealed record Message(long Id, string RoomId, string Text);
        """;

    /// <summary>A repository with the given members.</summary>
    public static string Repository(string members) =>
        $$"""
        {{Types}}

        [RealityRepository]
        public sealed partial class Rooms(IReality reality)
        {
        {{members}}
        }
        """;

    /// <summary>A repository with one read, whose core is right.</summary>
    public static string Read(string attribute, string parameters = "string roomId") => Repository(
        $$"""
            {{attribute}}
            public partial Task<Message> GetAsync({{parameters}}, CancellationToken ct = default);

            private static Task<Message> GetCoreAsync(DbConnection db, {{Plain(parameters)}}, CancellationToken ct) => null!;
        """);

    /// <summary>A repository with one write, whose core is right, beside a read of <c>chat:room:&lt;roomId&gt;</c>.</summary>
    public static string Write(string attribute, string parameters = "string roomId", string returns = "Task") => Repository(
        $$"""
            [RealityKey("chat:room:<roomId>", Access = RealityAccess.Public)]
            public partial Task<Message> GetAsync(string roomId, CancellationToken ct = default);

            private static Task<Message> GetCoreAsync(DbConnection db, string roomId, CancellationToken ct) => null!;

            {{attribute}}
            public partial {{returns}} SaveAsync({{parameters}}, CancellationToken ct = default);

            private static {{returns}} SaveCoreAsync(DbConnection db, {{Plain(parameters)}}, CancellationToken ct) => null!;
        """);

    /// <summary>An interface with one read, and the class that holds its core.</summary>
    public static string Contract(string attribute, string parameters = "string roomId") =>
        $$"""
        {{Types}}

        public interface IRooms
        {
            {{attribute}}
            Task<Message> GetAsync({{parameters}}, CancellationToken ct = default);
        }

        [RealityRepository]
        public sealed partial class Rooms(IReality reality) : IRooms
        {
            private static Task<Message> GetCoreAsync(DbConnection db, {{Plain(parameters)}}, CancellationToken ct) => null!;
        }
        """;

    // The core's parameters are the same, without marks.
    private static string Plain(string parameters) => Markup.Parse(parameters).Source;
}
