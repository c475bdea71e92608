using Reality.Generators.Tests.Verification;

namespace Reality.Generators.Tests.Snapshots;

/// <summary>Keys whose template declares a route: they tell the payload's address and how its JSON is read.</summary>
public sealed class RoutedKeyTests
{
    // What the generator of System.Text.Json would add to the user's part, which no test compilation has.
    private const string Context = """
        [System.Text.Json.Serialization.JsonSerializable(typeof(IReadOnlyList<Message>))]
        [System.Text.Json.Serialization.JsonSerializable(typeof(Profile))]
        internal sealed partial class ChatJson() : System.Text.Json.Serialization.JsonSerializerContext(null)
        {
            public static ChatJson Default { get; } = new();

            protected override System.Text.Json.JsonSerializerOptions? GeneratedSerializerOptions => null;

            public override System.Text.Json.Serialization.Metadata.JsonTypeInfo? GetTypeInfo(Type type) => null;
        }
        """;

    [Fact]
    public void Both_forms() => SnapshotCase.Verify("RoutedKeys", $$$"""
        namespace Chat;

        public sealed record Message(long Id, string Text);

        public sealed record Profile(string Name);

        {{{Context}}}

        public interface IContract
        {
            [RealityKey("chat:room:<roomId>", Access = RealityAccess.Public, Route = "/rooms/{roomId}/messages")]
            Task<IReadOnlyList<Message>> GetMessagesAsync(string roomId, CancellationToken ct = default);

            [RealityKey("chat:nickname:<userId>", Access = RealityAccess.Public, Route = "~/users/{USERID:int}/nickname")]
            Task<string?> GetNicknameAsync(int userId);
        }

        [RealityRepository]
        public sealed partial class Profiles(IReality reality)
        {
            [RealityKey("user:<userId>:profile:<part>", Access = RealityAccess.Owner, Route = "profiles/{part}/von/{userId}/now")]
            public partial Task<Profile?> GetAsync(Guid userId, string part);
            private static Task<Profile?> GetCoreAsync(DbConnection db, Guid userId, string part) => throw new NotImplementedException();

            [RealityKey("user:count", Access = RealityAccess.Public, Route = "/Übersicht/{{alle}}")]
            public partial Task<int> CountAsync();
            private static Task<int> CountCoreAsync(DbConnection db) => throw new NotImplementedException();

            [RealityKey("page:<url>:of:<payloadType>", Access = RealityAccess.Public, Route = "/pages/{url}/{payloadType}")]
            public partial Task<int> PageAsync(string url, Kind payloadType);
            private static Task<int> PageCoreAsync(DbConnection db, string url, Kind payloadType) => throw new NotImplementedException();

            [RealityKey("word:<text>", Access = RealityAccess.Public, Route = "/words/{text}")]
            public partial Task<int> WordAsync(string text);
            private static Task<int> WordCoreAsync(DbConnection db, string text) => throw new NotImplementedException();
        }

        public enum Kind { Open }
        """, include: static name => name.EndsWith(".Contract.g.cs", StringComparison.Ordinal) || name.Contains("Profiles", StringComparison.Ordinal));
}
