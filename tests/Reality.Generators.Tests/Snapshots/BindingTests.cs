using Reality.Generators.Tests.Verification;

namespace Reality.Generators.Tests.Snapshots;

/// <summary>What placeholders of an invalidation bind to, and which keys are hashed.</summary>
public sealed class BindingTests
{
    [Fact]
    public void Parameters_members_results_and_collections() => SnapshotCase.Verify("Bindings", """
        namespace Chat;

        public sealed record Address(string City, Address? Former);
        public sealed record Message(long Id, string RoomId, Address? From);
        public readonly record struct Moved(string FromRoom, string ToRoom);

        [RealityRepository]
        public sealed partial class Messages(IReality reality)
        {
            [RealityKey("chat:room:<roomId>", Access = RealityAccess.Public)]
            public partial Task<IReadOnlyList<Message>> GetMessagesAsync(string roomId);
            private static Task<IReadOnlyList<Message>> GetMessagesCoreAsync(DbConnection db, string roomId) => throw new NotImplementedException();

            [RealityKey("chat:room:<roomId>:message:<id>", Access = RealityAccess.Public)]
            public partial Task<Message?> GetMessageAsync(string roomId, long id);
            private static Task<Message?> GetMessageCoreAsync(DbConnection db, string roomId, long id) => throw new NotImplementedException();

            [RealityKey("chat:all", Access = RealityAccess.Public, Hash = RealityHash.Version)]
            public partial Task<IReadOnlyList<Message>> GetAllAsync();
            private static Task<IReadOnlyList<Message>> GetAllCoreAsync(DbConnection db) => throw new NotImplementedException();

            [RealityInvalidates("chat:room:<message.RoomId>")]
            [RealityInvalidates("chat:room:<message.RoomId>:message:<message.Id>")]
            [RealityInvalidates("chat:room:<message.From.City>")]
            [RealityInvalidates("chat:room:<message.From.Former.City>")]
            [RealityInvalidates("chat:all")]
            public partial Task SaveAsync(Message message);
            private static Task SaveCoreAsync(DbConnection db, Message message) => throw new NotImplementedException();

            [RealityInvalidates("chat:room:<result.RoomId>")]
            [RealityInvalidates("chat:room:<result.RoomId>:message:<id>")]
            public partial Task<Message?> DeleteAsync(long id);
            private static Task<Message?> DeleteCoreAsync(DbConnection db, long id) => throw new NotImplementedException();

            [RealityInvalidates("chat:room:<result.FromRoom>")]
            [RealityInvalidates("chat:room:<result.ToRoom>")]
            public partial ValueTask<Moved> MoveAsync(long id);
            private static ValueTask<Moved> MoveCoreAsync(DbConnection db, long id) => throw new NotImplementedException();

            [RealityInvalidates("chat:room:<result>")]
            public partial Task<string> CreateRoomAsync();
            private static Task<string> CreateRoomCoreAsync(DbConnection db) => throw new NotImplementedException();

            [RealityInvalidates("chat:room:<roomIds>")]
            [RealityInvalidates("chat:room:<roomIds>:message:<id>")]
            [RealityInvalidates("chat:room:<messages.RoomId>:message:<messages.Id>")]
            [RealityInvalidates("chat:room:<more.From.City>")]
            [RealityInvalidates("chat:room:<result.RoomId>")]
            public partial Task<IReadOnlyList<Message>> SaveManyAsync(IEnumerable<string> roomIds, long id, Message[] messages, List<Message?>? more);
            private static Task<IReadOnlyList<Message>> SaveManyCoreAsync(DbConnection db, IEnumerable<string> roomIds, long id, Message[] messages, List<Message?>? more) => throw new NotImplementedException();
        }
        """, include: static name => name == "Chat.Messages.Repository.g.cs");

    [Fact]
    public void Which_keys_are_hashed() => SnapshotCase.Verify("Hashed", """
        namespace Chat;

        public interface ICurrentUser { string Id { get; } }

        [RealityRepository]
        public sealed partial class Reads(IReality reality)
        {
            [RealityKey("a:static:<id>", Access = RealityAccess.Public)]
            public partial Task<int> StaticAsync(int id);
            private static Task<int> StaticCoreAsync(DbConnection db, int id) => throw new NotImplementedException();

            [RealityKey("a:instance:<id>", Access = RealityAccess.Public)]
            public partial Task<int> InstanceAsync(int id);
            private Task<int> InstanceCoreAsync(DbConnection db, int id) => throw new NotImplementedException();

            [RealityKey("a:twice:<id>", Access = RealityAccess.Public)]
            public partial Task<int> TwiceAsync(int id);
            private static Task<int> TwiceCoreAsync(DbConnection db, int id) => throw new NotImplementedException();

            [RealityKey("a:more:<id>", Access = RealityAccess.Public)]
            public partial Task<int> MoreAsync(int id, int take);
            private static Task<int> MoreCoreAsync(DbConnection db, int id, int take) => throw new NotImplementedException();

            [RealityKey("a:version:<id>", Access = RealityAccess.Public, Hash = RealityHash.Version)]
            public partial Task<int> VersionAsync(int id);
            private static Task<int> VersionCoreAsync(DbConnection db, int id) => throw new NotImplementedException();

            [RealityKey("a:elsewhere:<id>", Access = RealityAccess.Public)]
            public partial Task<int> ElsewhereAsync(int id);
            private static Task<int> ElsewhereCoreAsync(int id) => throw new NotImplementedException();

            [RealityInvalidates("a:instance:<id>")]
            public partial Task SetAsync(int id);
            private static Task SetCoreAsync(DbConnection db, int id) => throw new NotImplementedException();
        }

        [RealityRepository]
        public sealed partial class ReadsOfUser(IReality reality, ICurrentUser user)
        {
            [RealityKey("b:user:<id>", Access = RealityAccess.Public)]
            public partial Task<int> UserAsync(int id);
            private Task<int> UserCoreAsync(DbConnection db, int id) => Task.FromResult(user.Id.Length);

            [RealityKey("a:twice:<id>", Access = RealityAccess.Public)]
            public partial Task<int> TwiceAsync(int id);
            private static Task<int> TwiceCoreAsync(DbConnection db, int id) => throw new NotImplementedException();

            [RealityInvalidates("b:user:<id>")]
            public partial Task SetAsync(int id);
            private static Task SetCoreAsync(DbConnection db, int id) => throw new NotImplementedException();
        }

        public static partial class Outer
        {
            [RealityRepository]
            private sealed partial class Hidden(IReality reality)
            {
                [RealityKey("a:hidden:<id>", Access = RealityAccess.Public)]
                public partial Task<int> HiddenAsync(int id);
                private static Task<int> HiddenCoreAsync(DbConnection db, int id) => throw new NotImplementedException();
            }
        }

        [RealityRepository]
        public sealed partial class Writes(IReality reality)
        {
            [RealityInvalidates("a:static:<id>")]
            [RealityInvalidates("a:instance:<id>")]
            [RealityInvalidates("a:twice:<id>")]
            [RealityInvalidates("a:more:<id>")]
            [RealityInvalidates("a:version:<id>")]
            [RealityInvalidates("a:elsewhere:<id>")]
            [RealityInvalidates("a:hidden:<id>")]
            [RealityInvalidates("a:nobody:<id>")]
            public partial Task SetAsync(int id);
            private static Task SetCoreAsync(DbConnection db, int id) => throw new NotImplementedException();
        }
        """, include: static name => name.EndsWith(".Repository.g.cs", StringComparison.Ordinal) || name == "Chat.Writes.Facts.g.cs");
}
