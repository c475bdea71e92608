using Reality.Generators.Rules.Tests.Harness;
using static Reality.Generators.Rules.Tests.Harness.Sample;

namespace Reality.Generators.Rules.Tests.Weaving;

public sealed class NotPartialTests
{
    private const string Key = "[RealityKey(\"chat:room:<roomId>\", Access = RealityAccess.Public)]";

    [Fact]
    public Task A_method_with_its_own_body() => RuleProject.Check(Repository(
        $$"""
            public IReality Reality => reality;

            {{Key}}
            public Task<Message> {|RLT2001:GetAsync|}(string roomId, CancellationToken ct = default) => GetCoreAsync(null!, roomId, ct);

            private static Task<Message> GetCoreAsync(DbConnection db, string roomId, CancellationToken ct) => null!;
        """));

    // The compiler itself asks for a partial type around a partial method.
    [Fact]
    public Task A_class_that_is_not_partial() => RuleProject.Of(
        Read(Key).Replace("partial class Rooms", "class {|RLT2001:Rooms|}", StringComparison.Ordinal))
        .WithCompilerErrors("CS0751", "CS8795", "CS9113")
        .Verify();

    [Fact]
    public Task A_class_around_it_that_is_not_partial() => RuleProject.Of(
        $$"""
        public sealed record Message(long Id);

        public static class {|RLT2001:Outer|}
        {
            [RealityRepository]
            public sealed partial class Rooms(IReality reality)
            {
                {{Key}}
                public partial Task<Message> GetAsync(string roomId, CancellationToken ct = default);

                private static Task<Message> GetCoreAsync(DbConnection db, string roomId, CancellationToken ct) => null!;
            }
        }
        """)
        .WithCompilerErrors("CS8795", "CS9113")
        .Verify();

    [Fact]
    public Task A_class_that_is_not_marked() => RuleProject.Check(
        Read(Key).Replace("[RealityRepository]", string.Empty, StringComparison.Ordinal).Replace("GetAsync", "{|RLT2001:GetAsync|}", StringComparison.Ordinal));

    [Fact]
    public Task A_contract_implemented_by_hand() => RuleProject.Check(
        $$"""
        public sealed record Message(long Id);

        public interface IRooms
        {
            {{Key}}
            Task<Message> GetAsync(string roomId, CancellationToken ct = default);
        }

        [RealityRepository]
        public sealed partial class {|RLT2001:Rooms|}(IReality reality) : IRooms
        {
            public IReality Reality => reality;

            public Task<Message> GetAsync(string roomId, CancellationToken ct = default) => Task.FromResult(new Message(1));
        }
        """);

    [Fact]
    public async Task Silent_on_partial_classes_and_contracts()
    {
        await RuleProject.Check(Read(Key));
        await RuleProject.Check(Contract(Key));
    }

    [Fact]
    public Task Silent_on_a_class_that_implements_a_contract_without_being_a_repository() => RuleProject.Check(
        $$"""
        public sealed record Message(long Id);

        public interface IRooms
        {
            {{Key}}
            Task<Message> GetAsync(string roomId, CancellationToken ct = default);
        }

        public sealed class FakeRooms : IRooms
        {
            public Task<Message> GetAsync(string roomId, CancellationToken ct = default) => Task.FromResult(new Message(1));
        }
        """);
}
