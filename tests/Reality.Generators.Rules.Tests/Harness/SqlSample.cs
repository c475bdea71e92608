namespace Reality.Generators.Rules.Tests.Harness;

/// <summary>Repositories over tables <c>messages</c> and <c>users</c>, each method with the SQL that a test gives it.</summary>
internal static class SqlSample
{
    public const string Types =
        """
        public sealed record Message(long Id, string RoomId, string Text);
        public sealed record Room(string RoomId, string Name);
        """;

    /// <summary>A repository class.</summary>
    public static string Class(string name, params string[] members) =>
        $$"""
        [RealityRepository]
        public sealed partial class {{name}}(IReality reality)
        {
            public IReality Reality => reality;

        {{string.Join("\n\n", members)}}
        }
        """;

    /// <summary>The types and one repository of the given members.</summary>
    public static string Rooms(params string[] members) => Types + "\n\n" + Class("Rooms", members);

    /// <summary>A read of <c>chat:room:&lt;roomId&gt;</c>.</summary>
    public static string Read(string sql, string name = "Get", string key = "chat:room:<roomId>", string more = "") =>
        $$""""
            [RealityKey("{{key}}", Access = RealityAccess.Public{{more}})]
            public partial Task<IReadOnlyList<Message>> {{Named(name)}}(string roomId, CancellationToken ct = default);

            private static async Task<IReadOnlyList<Message>> {{Core(name)}}(DbConnection db, string roomId, CancellationToken ct) =>
                (await db.QueryAsync<Message>("""{{sql}}""", new { roomId })).AsList();
        """";

    /// <summary>A contract that writes.</summary>
    public static string Write(string attributes, string sql, string name = "Save", string parameters = "string roomId, long id, string text", string returns = "Task<int>") =>
        $$""""
            {{attributes}}
            public partial {{returns}} {{Named(name)}}({{parameters}}, CancellationToken ct = default);

            private static {{returns}} {{Core(name)}}(DbConnection db, {{parameters}}, CancellationToken ct) =>
                db.{{(returns == "Task<int>" ? "ExecuteAsync" : returns.Replace("Task<", "QuerySingleAsync<", StringComparison.Ordinal))}}("""{{sql}}""");
        """";

    // Where a name is marked, it is written whole: {|RLT4002:SaveAsync|}.
    private static string Named(string name) => name.EndsWith("|}", StringComparison.Ordinal) ? name : name + "Async";

    private static string Core(string name) => Markup.Parse(Named(name)).Source.Replace("Async", "CoreAsync", StringComparison.Ordinal);
}
