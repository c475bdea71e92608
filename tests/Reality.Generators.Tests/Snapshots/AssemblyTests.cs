using Microsoft.CodeAnalysis;
using Reality.Generators.Tests.Verification;

namespace Reality.Generators.Tests.Snapshots;

/// <summary>Several assemblies: contracts that clients reference too, domains that a reference declares, names of modules.</summary>
public sealed class AssemblyTests
{
    private const string Contracts = """
        namespace Contracts;

        public sealed record Message(long Id, string RoomId, string Text);

        public interface IMessages
        {
            [RealityKey("chat:room:<roomId>", Access = RealityAccess.Public, Route = "/rooms/{roomId}")]
            Task<IReadOnlyList<Message>> GetMessagesAsync(string roomId, CancellationToken ct = default);

            [RealityInvalidates("chat:room:<roomId>")]
            Task<Message> AddMessageAsync(string roomId, string text, CancellationToken ct = default);
        }
        """;

    private const string Server = """
        namespace Server;

        using Contracts;

        [RealityRepository]
        internal sealed partial class MessageRepository(IReality reality) : IMessages
        {
            private static Task<IReadOnlyList<Message>> GetMessagesCoreAsync(DbConnection db, string roomId, CancellationToken ct) => throw new NotImplementedException();

            private static Task<Message> AddMessageCoreAsync(DbConnection db, string roomId, string text, CancellationToken ct) => throw new NotImplementedException();
        }

        [RealityRepository]
        internal sealed partial class TypingRepository(IReality reality)
        {
            [RealityKey("chat:room:<roomId>:typing", Access = RealityAccess.Public, Hash = RealityHash.Version)]
            public partial Task<IReadOnlyList<string>> GetTypingAsync(string roomId);

            private static Task<IReadOnlyList<string>> GetTypingCoreAsync(DbConnection db, string roomId) => throw new NotImplementedException();

            [RealityInvalidates("chat:room:<roomId>:typing")]
            [RealityInvalidates("chat:room:<roomId>")]
            public partial Task SetTypingAsync(string roomId, string userId);

            private static Task SetTypingCoreAsync(DbConnection db, string roomId, string userId) => throw new NotImplementedException();
        }
        """;

    [Fact]
    public void A_server_weaves_a_contract_of_another_assembly_and_extends_its_domain()
    {
        var run = SnapshotCase.Verify("ServerOfContracts", Server, [ContractsReference()]);

        Assert.DoesNotContain(run.Result.GeneratedSources, static source => source.HintName.Contains("IMessages"));
    }

    [Fact]
    public void A_client_of_the_contracts_uses_their_keys_and_gets_nothing_of_its_own()
    {
        var client = Compilations.Create("""
            public static class Client
            {
                public static IRealityKey<IReadOnlyList<Contracts.Message>> Key => Keys.Chat.Room("general");
                public static bool Parse(string text) => Keys.Chat.TryParseRoom(text, out Contracts.ChatRoomKey key) && key.RoomId.Length > 0;
            }
            """, "Client", [ContractsReference()]);
        var run = GeneratorRun.Of(client).CompilesWithoutWarning().RunsCached(client);

        Assert.Empty(run.Result.GeneratedSources);
    }

    [Fact]
    public void A_write_bumps_a_key_that_only_a_reference_declares()
    {
        var input = Compilations.Create("""
            namespace Jobs;

            [RealityRepository]
            public sealed partial class Cleanup(IReality reality)
            {
                [RealityInvalidates("chat:room:<id>")]
                public partial Task RunAsync(string id);

                private static Task RunCoreAsync(DbConnection db, string id) => throw new NotImplementedException();
            }
            """, "Jobs", [ContractsReference()]);
        var run = GeneratorRun.Of(input).CompilesWithoutWarning().RunsCached(input);

        Assert.Contains("new global::Contracts.ChatRoomKey(id)", run.Text());
        Assert.Contains("write.Bump(room);", run.Text());
    }

    [Theory]
    [InlineData("My.Company-Chat", "", "MyCompanyChat")]
    [InlineData("3d", "", "_3d")]
    [InlineData("Anything", "[assembly: RealityModule(\"Shop\")]", "Shop")]
    public void The_registration_is_named_after_the_module(string assembly, string attribute, string module)
    {
        var input = Compilations.Create($$"""
            {{attribute}}
            namespace Chat
            {
                [RealityRepository]
                public sealed partial class Repository(IReality reality)
                {
                    [RealityKey("a:one", Access = RealityAccess.Public)]
                    public partial Task<int> OneAsync();

                    private static Task<int> OneCoreAsync(DbConnection db) => throw new NotImplementedException();
                }
            }
            """, assembly);
        var run = GeneratorRun.Of(input).CompilesWithoutWarning();

        Assert.Contains($"public static IServiceCollection Add{module}Repositories(this IServiceCollection services)", run.Text());
    }

    [Fact]
    public void The_order_of_files_changes_nothing()
    {
        var input = Compilations.Create(Server, references: [ContractsReference()]);
        var more = Compilations.Tree("More.cs", """
            using Reality;
            namespace More;
            [RealityRepository]
            public sealed partial class Repository(IReality reality)
            {
                [RealityKey("chat:room:<id>:typing", Access = RealityAccess.Public)]
                public partial Task<IReadOnlyList<string>> GetAsync(string id);
                private static Task<IReadOnlyList<string>> GetCoreAsync(DbConnection db, string id) => throw new NotImplementedException();
            }
            """);
        var first = GeneratorRun.Of(input.AddSyntaxTrees(more)).CompilesWithoutWarning();
        var second = GeneratorRun.Of(input.RemoveAllSyntaxTrees().AddSyntaxTrees([more, .. input.SyntaxTrees])).CompilesWithoutWarning();

        Assert.Equal(first.Text(), second.Text());
    }

    private static MetadataReference ContractsReference() =>
        GeneratorRun.Of(Compilations.Create(Contracts, "Contracts")).CompilesWithoutWarning().Output.ToReference();
}
