using Reality.Generators.Tests.Verification;

namespace Reality.Generators.Tests.Snapshots;

/// <summary>What the generator writes for the forms that the guide shows. Each case compiles without a warning and runs cached.</summary>
public sealed class DeclaringTests
{
    [Fact]
    public void A_repository_class_declares_and_holds_its_cores() => SnapshotCase.Verify("RepositoryClass", """
        namespace Chat;

        public sealed record Message(long Id, string RoomId, string Author, string Text, long SentAt);

        [RealityRepository]
        public sealed partial class MessageRepository(IReality reality)
        {
            /// <summary>The messages of a room, oldest first.</summary>
            [RealityKey("chat:room:<roomId>", Access = RealityAccess.Public, Route = "/api/rooms/{roomId}/messages")]
            public partial Task<IReadOnlyList<Message>> GetMessagesAsync(string roomId, CancellationToken ct = default);

            private static Task<IReadOnlyList<Message>> GetMessagesCoreAsync(DbConnection db, string roomId, CancellationToken ct) =>
                throw new NotImplementedException();

            [RealityInvalidates("chat:room:<roomId>")]
            public partial Task<Message> AddMessageAsync(string roomId, string author, string text, CancellationToken ct = default);

            private static Task<Message> AddMessageCoreAsync(DbConnection db, string roomId, string author, string text, CancellationToken ct) =>
                throw new NotImplementedException();
        }
        """);

    [Fact]
    public void An_interface_declares_and_the_class_holds_only_the_cores() => SnapshotCase.Verify("InterfaceContract", """
        namespace Chat;

        public sealed record Message(long Id, string RoomId, string Text);

        public interface IMessages
        {
            [RealityKey("chat:room:<roomId>", Access = RealityAccess.Authenticated, Route = "/rooms/{roomId}")]
            ValueTask<IReadOnlyList<Message>> GetMessagesAsync(string roomId, int take = 50, CancellationToken ct = default);

            [RealityInvalidates("chat:room:<message.RoomId>")]
            Task AddAsync(Message message, CancellationToken ct = default);
        }

        [RealityRepository(Lifetime = Microsoft.Extensions.DependencyInjection.ServiceLifetime.Singleton)]
        internal sealed partial class Messages(IReality reality) : IMessages
        {
            private static ValueTask<IReadOnlyList<Message>> GetMessagesCoreAsync(DbConnection db, string roomId, int take, CancellationToken ct) =>
                throw new NotImplementedException();

            private static Task<int> AddCoreAsync(DbConnection db, Message message) => throw new NotImplementedException();
        }
        """);

    [Fact]
    public void A_contracts_assembly_gets_keys_and_facts_alone() => SnapshotCase.Verify("ContractsAlone", """
        namespace Contracts;

        public sealed record Message(long Id, string RoomId, string Text);

        public interface IMessages
        {
            /// <summary>The messages.</summary>
            [RealityKey("chat:room:<roomId>", Access = RealityAccess.Public)]
            Task<IReadOnlyList<Message>> GetMessagesAsync(string roomId, CancellationToken ct = default);

            [RealityKey("chat:rooms", Access = RealityAccess.Public)]
            Task<IReadOnlyList<string>> GetRoomsAsync(CancellationToken ct = default);

            [RealityInvalidates("chat:room:<roomId>")]
            Task AddAsync(string roomId, string text, CancellationToken ct = default);
        }
        """);

    [Fact]
    public void An_assembly_without_declarations_gets_nothing()
    {
        var run = GeneratorRun.Of(Compilations.Create("public static class Nothing;")).CompilesWithoutWarning();

        Assert.Empty(run.Result.GeneratedSources);
    }
}
