using Reality.Generators.Rules.Tests.Harness;
using static Reality.Generators.Rules.Tests.Harness.Sample;

namespace Reality.Generators.Rules.Tests.Keys;

public sealed class PlaceholderWithoutTextTests
{
    private const string Attribute = "[RealityKey(\"chat:room:{|RLT1004:<id>|}\", Access = RealityAccess.Public)]";

    [Theory]
    [InlineData("double")]
    [InlineData("float")]
    [InlineData("decimal")]
    [InlineData("char")]
    [InlineData("object")]
    [InlineData("DateTime")]
    [InlineData("DateTimeOffset")]
    [InlineData("TimeSpan")]
    [InlineData("Version")]
    [InlineData("Message")]
    [InlineData("string?")]
    [InlineData("int?")]
    [InlineData("string[]")]
    [InlineData("List<int>")]
    public async Task A_type_that_cannot_stand_in_a_key(string type)
    {
        await RuleProject.Check(Read(Attribute, $"{type} id"));
        await RuleProject.Check(Contract(Attribute, $"{type} id"));
    }

    [Theory]
    [InlineData("string")]
    [InlineData("bool")]
    [InlineData("Guid")]
    [InlineData("DateOnly")]
    [InlineData("int")]
    [InlineData("ulong")]
    [InlineData("DayOfWeek")]
    [InlineData("Int128")]
    public Task Silent_on_types_with_one_text(string type) =>
        RuleProject.Check(Read("[RealityKey(\"chat:room:<id>\", Access = RealityAccess.Public)]", $"{type} id"));

    [Fact]
    public async Task Nullable_and_collection_are_told_apart()
    {
        Assert.Equal(
            ["'<id>' has the type 'string?' and may be null; a key has a value in every placeholder. Make it non-nullable."],
            await RuleProject.Of(Read(Attribute, "string? id")).Verify());
        Assert.Equal(
            ["'<id>' has the type 'string[]', a collection where one value is needed. Only a write can invalidate one key for each element, and of one collection at a time."],
            await RuleProject.Of(Read(Attribute, "string[] id")).Verify());
    }

    [Fact]
    public Task A_member_that_may_be_null() => RuleProject.Check(
        """
        public sealed record Draft(string? RoomId);
        """
        + Write("[RealityInvalidates(\"chat:room:{|RLT1004:<draft.RoomId>|}\")]", "Draft draft"));

    [Fact]
    public async Task Another_type_than_the_read_takes()
    {
        var messages = await RuleProject.Of(Write("[RealityInvalidates(\"chat:room:{|RLT1004:<roomId>|}\")]", "int roomId")).Verify();
        Assert.Equal(["'<roomId>' has the type 'int', but the read of this key takes 'string' there. Bind a value of that type."], messages);
    }

    [Fact]
    public Task Another_type_than_the_read_of_another_class_takes() => RuleProject.Check(
        Read("[RealityKey(\"chat:room:<roomId>\", Access = RealityAccess.Public)]"),
        """
        [RealityRepository]
        public sealed partial class Moderation(IReality reality)
        {
            [RealityInvalidates("chat:room:{|RLT1004:<id>|}")]
            public partial Task CloseAsync(Guid id, CancellationToken ct = default);

            private static Task CloseCoreAsync(DbConnection db, Guid id, CancellationToken ct) => Task.CompletedTask;
        }
        """);

    [Fact]
    public Task Silent_on_an_id_of_ones_own() => RuleProject.Check(
        """
        public readonly record struct RoomId(int Value) : ISpanFormattable, ISpanParsable<RoomId>
        {
            public string ToString(string? format, IFormatProvider? provider) => Value.ToString(provider);

            public bool TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
                Value.TryFormat(destination, out charsWritten, format, provider);

            public static RoomId Parse(string s, IFormatProvider? provider) => new(int.Parse(s, provider));

            public static RoomId Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => new(int.Parse(s, provider));

            public static bool TryParse(string? s, IFormatProvider? provider, out RoomId result) => TryParse(s.AsSpan(), provider, out result);

            public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out RoomId result)
            {
                var parsed = int.TryParse(s, provider, out var value);
                result = new(value);
                return parsed;
            }
        }

        """
        + Read("[RealityKey(\"chat:room:<roomId>\", Access = RealityAccess.Public)]", "RoomId roomId"));
}
