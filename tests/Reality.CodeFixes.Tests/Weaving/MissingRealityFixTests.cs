using Reality.CodeFixes.Tests.Harness;

namespace Reality.CodeFixes.Tests.Weaving;

public sealed class MissingRealityFixTests
{
    private const string Read =
        """
            [RealityKey("chat:room:<roomId>", Access = RealityAccess.Public)]
            public partial Task<string> GetAsync(string roomId);

            private static Task<string> GetCoreAsync(DbConnection db, string roomId) => null!;
        """;

    [Theory]
    [InlineData("", "(IReality reality)")]
    [InlineData("(TimeProvider clock)", "(IReality reality, TimeProvider clock)")]
    [InlineData("()", "(IReality reality)")]
    [InlineData("(\n    TimeProvider clock,\n    int size = 3)", "(\n    IReality reality,\n    TimeProvider clock,\n    int size = 3)")]
    [InlineData(" : IDisposable", "(IReality reality) : IDisposable")]
    public Task In_the_primary_constructor(string before, string after)
    {
        var more = before.Contains("clock", StringComparison.Ordinal) ? "    public TimeProvider Clock { get; } = clock;\n\n" : string.Empty;
        more += before.Contains("size", StringComparison.Ordinal) ? "    public int Size { get; } = size;\n\n" : string.Empty;
        more += before.Contains("IDisposable", StringComparison.Ordinal) ? "    public void Dispose() { }\n\n" : string.Empty;
        return FixProject.Check("RLT2003", Class($"{{|RLT2003:Rooms|}}{before}", more + Read), Class("Rooms" + after, more + Read));
    }

    [Fact]
    public Task In_a_field_beside_others() => FixProject.Check(
        "RLT2003",
        Class(
            "{|RLT2003:Rooms|}",
            $$"""
                private readonly TimeProvider _clock;

                /// <summary>Makes it.</summary>
                public Rooms(TimeProvider clock) => _clock = clock;

                public TimeProvider Clock => _clock;

            {{Read}}
            """),
        Class(
            "Rooms",
            $$"""
                private readonly IReality _reality;
                private readonly TimeProvider _clock;

                /// <summary>Makes it.</summary>
                public Rooms(IReality reality, TimeProvider clock)
                {
                    _reality = reality;
                    _clock = clock;
                }

                public TimeProvider Clock => _clock;

            {{Read}}
            """));

    [Fact]
    public Task In_a_field_of_its_own() => FixProject.Check(
        "RLT2003",
        Class(
            "{|RLT2003:Rooms|}",
            $$"""
                /// <summary>Makes it.</summary>
                public Rooms()
                {
                    Console.WriteLine("made");
                }

            {{Read}}
            """),
        Class(
            "Rooms",
            $$"""
                private readonly IReality _reality;

                /// <summary>Makes it.</summary>
                public Rooms(IReality reality)
                {
                    _reality = reality;
                    Console.WriteLine("made");
                }

            {{Read}}
            """));

    [Fact]
    public Task Not_where_several_constructors_leave_it_unclear() => FixProject.Of(Class(
        "{|RLT2003:Rooms|}",
        $$"""
            public Rooms() { }

            public Rooms(int size) => Console.WriteLine(size);

        {{Read}}
        """))
        .OffersNothing("RLT2003");

    private static string Class(string head, string members) =>
        $$"""
        [RealityRepository]
        public sealed partial class {{head}}
        {
        {{members}}
        }
        """;
}
