using Microsoft.CodeAnalysis.CSharp;
using Reality.Generators.Tests.Verification;

namespace Reality.Generators.Tests.Caching;

/// <summary>What each step does again after an edit: nothing after an unrelated one, and no more than it must after a real one.</summary>
public sealed class CachingTests
{
    private const string Messages = """
        using Reality;
        namespace Chat;

        public sealed record Message(long Id, string RoomId);

        [RealityRepository]
        public sealed partial class Messages(IReality reality)
        {
            [RealityKey("chat:room:<roomId>", Access = RealityAccess.Public)]
            public partial Task<IReadOnlyList<Message>> GetAsync(string roomId);

            private static Task<IReadOnlyList<Message>> GetCoreAsync(DbConnection db, string roomId) => throw new NotImplementedException();
        }
        """;

    private const string Posting = """
        using Reality;
        namespace Chat;

        [RealityRepository]
        public sealed partial class Posting(IReality reality)
        {
            [RealityInvalidates("chat:room:<roomId>")]
            public partial Task PostAsync(string roomId);

            private static Task PostCoreAsync(DbConnection db, string roomId) => throw new NotImplementedException();
        }
        """;

    private const string Other = """
        using Reality;
        namespace Chat;

        [RealityRepository]
        public sealed partial class Other(IReality reality)
        {
            [RealityKey("other:thing:<id>", Access = RealityAccess.Public)]
            public partial Task<int> GetAsync(int id);

            private static Task<int> GetCoreAsync(DbConnection db, int id) => throw new NotImplementedException();

            [RealityInvalidates("other:thing:<id>")]
            public partial Task SetAsync(int id);

            private static Task SetCoreAsync(DbConnection db, int id) => throw new NotImplementedException();
        }
        """;

    private static readonly string[] Pipeline =
    [
        "Assembly", "ContractFiles", "Domains", "JsonContexts", "KeyCatalog", "Keys",
        "LinkedRepositories", "Methods", "Module", "Orphans", "Repositories", "RepositoryFacts", "RepositoryFiles", "Tables", "TemplateIndex",
    ];

    [Fact]
    public void Every_step_is_named_and_tracked()
    {
        var input = Create(("Contract.cs", """
            using Reality;
            using System.Text.Json.Serialization;
            namespace Chat;
            public interface IContract { [RealityKey("contract:one", Access = RealityAccess.Public)] Task<int> OneAsync(); }
            [JsonSerializable(typeof(int))]
            public abstract partial class Context(System.Text.Json.JsonSerializerOptions? options) : JsonSerializerContext(options);
            public partial class Orphan { [RealityKey("orphan:one", Access = RealityAccess.Public)] public partial Task<int> OneAsync(); }
            """));

        Assert.Equal(Pipeline, GeneratorRun.Of(input).Reasons().Keys.Where(static step => step != "SourceOutput").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_unrelated_file_changes_nothing()
    {
        var input = Create();

        GeneratorRun.Of(input).RunsCached(input);
    }

    [Fact]
    public void An_edit_in_the_same_file_that_declares_nothing_changes_nothing()
    {
        var input = Create();
        var edited = Edit(input, "Messages.cs", Messages
            .Replace("throw new NotImplementedException()", "Task.FromResult<IReadOnlyList<Message>>([])", StringComparison.Ordinal)
            .Replace("public sealed record", "// a comment moves everything down\n\n\npublic sealed record", StringComparison.Ordinal));

        Assert.Empty(GeneratorRun.Of(input).Again(edited).Changed());
    }

    [Fact]
    public void A_member_of_a_payload_in_another_file_rewrites_its_walk_and_what_names_its_shape()
    {
        var input = Create();
        var run = GeneratorRun.Of(input).Again(Edit(input, "Messages.cs", Messages.Replace("string RoomId)", "string RoomId, string Text)", StringComparison.Ordinal)));

        Assert.Equal(["LinkedRepositories", "Module", "Repositories", "RepositoryFacts", "RepositoryFiles", "SourceOutput"], run.Changed());
        Assert.Contains("hasher.Add(value.Text);", run.Text(static name => name == "Chat.Messages.Repository.g.cs"));
        Assert.Equal(1, CountChanged(run, "RepositoryFiles"));
        Assert.Equal(["Chat.Messages"], Rewritten(run));
    }

    [Fact]
    public void Another_access_rule_rewrites_one_repository_and_no_key()
    {
        var input = Create();
        var run = GeneratorRun.Of(input).Again(Edit(input, "Messages.cs", Messages.Replace("RealityAccess.Public", "RealityAccess.Authenticated", StringComparison.Ordinal)));

        Assert.Equal(["LinkedRepositories", "Module", "Repositories", "RepositoryFacts", "RepositoryFiles", "SourceOutput"], run.Changed());
        Assert.Equal(["Chat.Messages"], Rewritten(run));
    }

    [Fact]
    public void A_read_that_can_no_longer_be_hashed_rewrites_the_repositories_that_hash_it()
    {
        var input = Create();
        var run = GeneratorRun.Of(input).Again(Edit(input, "Messages.cs", Messages.Replace("private static", "private", StringComparison.Ordinal)));

        Assert.Equal(["Chat.Messages", "Chat.Posting"], Rewritten(run));
        Assert.Contains("write.Bump(room);", run.Text(static name => name == "Chat.Posting.Repository.g.cs"));
    }

    [Fact]
    public void A_renamed_placeholder_rewrites_its_keys_and_no_other_domain()
    {
        var input = Create();
        var run = GeneratorRun.Of(input).Again(Edit(input, "Messages.cs", Messages.Replace("roomId", "room", StringComparison.Ordinal)));

        Assert.Contains("KeyCatalog", run.Changed());
        Assert.Equal(1, CountChanged(run, "Domains"));
        Assert.Equal(1, CountChanged(run, "RepositoryFiles"));
        Assert.Equal(["Chat.Messages"], Rewritten(run));
    }

    [Fact]
    public void A_json_context_rewrites_the_module_alone()
    {
        var input = Create();
        var run = GeneratorRun.Of(input).Again(input.AddSyntaxTrees(Compilations.Tree("Context.cs", """
            using System.Text.Json.Serialization;
            namespace Chat;
            [JsonSerializable(typeof(IReadOnlyList<Message>))]
            public abstract partial class Context(System.Text.Json.JsonSerializerOptions? options) : JsonSerializerContext(options);
            """)));

        Assert.Equal(["JsonContexts", "Module", "SourceOutput"], run.Changed());
        Assert.Contains("global::Chat.Context.Default,", run.Text(static name => name == "Chat.Module.g.cs"));
    }

    [Fact]
    public void A_json_context_rewrites_the_routed_keys_that_it_lists_and_no_other()
    {
        var input = Edit(Create(), "Messages.cs", Messages.Replace("Access =", "Route = \"/rooms/{roomId}\", Access =", StringComparison.Ordinal));
        var run = GeneratorRun.Of(input).Again(input.AddSyntaxTrees(Compilations.Tree("Context.cs", """
            using System.Text.Json.Serialization;
            namespace Chat;
            [JsonSerializable(typeof(IReadOnlyList<Message>))]
            public abstract partial class Context(System.Text.Json.JsonSerializerOptions? options) : JsonSerializerContext(options);
            """)));

        Assert.Equal(["JsonContexts", "Module", "RepositoryFiles", "SourceOutput"], run.Changed());
        Assert.Equal(1, CountChanged(run, "RepositoryFiles"));
        Assert.Contains("PayloadJson.GetTypeInfo(global::Chat.Context.Default,", run.Text(static name => name == "Chat.Messages.Repository.g.cs"));
    }

    [Fact]
    public void A_route_rewrites_its_key_and_no_other()
    {
        var input = Create();
        var run = GeneratorRun.Of(input).Again(Edit(input, "Messages.cs", Messages.Replace("Access =", "Route = \"/rooms/{roomId}\", Access =", StringComparison.Ordinal)));

        Assert.Equal(1, CountChanged(run, "RepositoryFiles"));
        Assert.Equal(["Chat.Messages"], Rewritten(run));
        Assert.Contains("IRealityRoutedKey", run.Text(static name => name == "Chat.Messages.Repository.g.cs"));
    }

    private static CSharpCompilation Create(params IEnumerable<(string, string)> more) =>
        Compilations.Create([("Messages.cs", Messages), ("Posting.cs", Posting), ("Other.cs", Other), .. more]);

    private static CSharpCompilation Edit(CSharpCompilation compilation, string path, string text) =>
        compilation.ReplaceSyntaxTree(compilation.SyntaxTrees.Single(tree => tree.FilePath == path), Compilations.Tree(path, text));

    private static IEnumerable<string> Rewritten(GeneratorRun run) => run.Result.TrackedSteps["LinkedRepositories"]
        .SelectMany(static step => step.Outputs)
        .Where(static output => output.Reason is Microsoft.CodeAnalysis.IncrementalStepRunReason.Modified or Microsoft.CodeAnalysis.IncrementalStepRunReason.New)
        .Select(static output => ((Linking.LinkedRepository)output.Value).Repository.Display)
        .Order(StringComparer.Ordinal);

    private static int CountChanged(GeneratorRun run, string step) =>
        run.Reasons()[step].Count(static reason => reason is not (Microsoft.CodeAnalysis.IncrementalStepRunReason.Cached or Microsoft.CodeAnalysis.IncrementalStepRunReason.Unchanged));
}
