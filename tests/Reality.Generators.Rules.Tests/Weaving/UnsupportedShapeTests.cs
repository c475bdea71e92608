using Reality.Generators.Rules.Tests.Harness;
using static Reality.Generators.Rules.Tests.Harness.Sample;

namespace Reality.Generators.Rules.Tests.Weaving;

public sealed class UnsupportedShapeTests
{
    private const string Key = "[RealityKey(\"chat:room:<roomId>\", Access = RealityAccess.Public)]";
    private const string Invalidates = "[RealityInvalidates(\"chat:room:<roomId>\")]";

    [Theory]
    [InlineData("Message")]
    [InlineData("void")]
    [InlineData("Task")]
    [InlineData("ValueTask")]
    [InlineData("IAsyncEnumerable<Message>")]
    public async Task A_read_that_returns_something_else(string type)
    {
        await RuleProject.Check(Repository($"{Key} public partial {{|RLT2004:{type}|}} GetAsync(string roomId);"));
        await RuleProject.Check(
            $$"""
            public sealed record Message(long Id);

            public interface IRooms
            {
                {{Key}}
                {|RLT2004:{{type}}|} GetAsync(string roomId);
            }

            [RealityRepository]
            public sealed partial class Rooms(IReality reality) : IRooms;
            """);
    }

    [Theory]
    [InlineData("Message")]
    [InlineData("void")]
    [InlineData("IAsyncEnumerable<Message>")]
    public Task A_write_that_returns_something_else(string type) =>
        RuleProject.Check(Repository($"{Invalidates} public partial {{|RLT2004:{type}|}} SaveAsync(string roomId);"));

    [Theory]
    [InlineData("string roomId, ref int {|RLT2004:count|}")]
    [InlineData("string roomId, out int {|RLT2004:count|}")]
    [InlineData("string roomId, in int {|RLT2004:count|}")]
    [InlineData("string roomId, ReadOnlySpan<char> {|RLT2004:text|}")]
    [InlineData("string roomId, CancellationToken ct, CancellationToken {|RLT2004:other|}")]
    [InlineData("System.Data.Common.DbConnection {|RLT2004:db|}, string roomId")]
    [InlineData("string roomId, System.Data.IDbTransaction {|RLT2004:transaction|}")]
    public async Task A_parameter_that_cannot_be_kept(string parameters)
    {
        await RuleProject.Check(Repository($"{Invalidates} public partial Task SaveAsync({parameters});"));
        await RuleProject.Check(
            $$"""
            public interface IRooms
            {
                {{Invalidates}}
                Task SaveAsync({{parameters}});
            }

            [RealityRepository]
            public sealed partial class Rooms(IReality reality) : IRooms;
            """);
    }

    /// <summary>What it is told: the SQL would commit apart from the version.</summary>
    [Fact]
    public async Task A_connection_is_the_cores_to_take()
    {
        var messages = await RuleProject.Of(Repository(
            $$"""
            {{Key}} public partial Task<Message> GetAsync(DbConnection {|RLT2004:db|}, string roomId);
            private static Task<Message> GetCoreAsync(DbConnection db, string roomId) => null!;
            """)).Verify();
        Assert.Equal(
            ["The parameter 'db' of type 'DbConnection' brings a transaction of its own, in which no version rises. Leave it out: 'GetCoreAsync' is handed the connection, in the woven method's transaction."],
            messages);
    }

    [Fact]
    public Task In_an_extension_block() => RuleProject.Check(
        """
        public static partial class {|RLT2004:Extensions|}
        {
            extension(string {|RLT1007:text|})
            {
                [RealityKey("chat:room:<roomId>", Access = RealityAccess.Public)]
                public Task<int> {|RLT2001:GetAsync|}(string roomId) => Task.FromResult(text.Length + roomId.Length);
            }
        }
        """);

    [Fact]
    public Task A_parameter_that_hides_the_reality() => RuleProject.Check(Write(Invalidates, "string roomId, string {|RLT2004:reality|}"));

    // A static body cannot count the class's parameter as read, so the compiler adds its warning.
    [Fact]
    public Task A_static_method() => RuleProject.Of(Repository($"{Invalidates} public static partial Task {{|RLT2004:SaveAsync|}}(string roomId);"))
        .WithCompilerErrors("CS9113")
        .Verify();

    [Fact]
    public Task A_generic_method() => RuleProject.Check(Repository($"{Invalidates} public partial Task {{|RLT2004:SaveAsync|}}<T>(string roomId, T value);"));

    [Fact]
    public Task A_generic_class() => RuleProject.Check(Write(Invalidates).Replace("class Rooms", "class {|RLT2004:Rooms|}<T>", StringComparison.Ordinal));

    [Fact]
    public Task A_static_class() => RuleProject.Check(
        $$"""
        [RealityRepository]
        public static partial class {|RLT2004:Rooms|}
        {
            {{Invalidates}}
            public static partial Task SaveAsync(string roomId);
        }
        """);

    [Fact]
    public Task Both_read_and_write() => RuleProject.Check(Repository(
        $"{Key} [RealityInvalidates(\"chat:all:<roomId>\")] public partial Task<Message> {{|RLT2004:GetAsync|}}(string roomId);"));

    [Fact]
    public Task A_type_that_generated_code_cannot_name() => RuleProject.Check(Repository(
        $$"""
            private sealed record Hidden(int Value);

            {{Key}}
            private partial {|RLT2004:Task<Hidden>|} GetAsync(string roomId);
        """));

    [Fact]
    public async Task Silent_on_ordinary_shapes()
    {
        await RuleProject.Check(Write(Invalidates, returns: "Task"));
        await RuleProject.Check(Write(Invalidates.Replace("\"chat:room:<roomId>\"", "{|RLT2008:\"chat:room:<roomId>\"|}", StringComparison.Ordinal))
            .Replace("SaveCoreAsync(DbConnection db, ", "SaveCoreAsync(", StringComparison.Ordinal));
        await RuleProject.Check(Write(Invalidates, returns: "Task<Message>"));
        await RuleProject.Check(Write(Invalidates, returns: "Task<int?>"));
    }
}
