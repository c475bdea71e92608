using Reality.CodeFixes.Tests.Harness;
using static Reality.Generators.Rules.Tests.Harness.Sample;

namespace Reality.CodeFixes.Tests.Keys;

public sealed class LowerCaseFixTests
{
    [Theory]
    [InlineData("""[RealityKey("chat:{|RLT1002:Room|}:<roomId>", Access = RealityAccess.Public)]""", """[RealityKey("chat:room:<roomId>", Access = RealityAccess.Public)]""")]
    [InlineData("""[RealityKey(@"{|RLT1002:Chat|}:Room:<roomId>", Access = RealityAccess.Public)] // why""", """[RealityKey(@"chat:room:<roomId>", Access = RealityAccess.Public)] // why""")]
    [InlineData(""""[RealityKey("""chat:{|RLT1002:ROOM|}:<roomId>""", Access = RealityAccess.Public)]"""", """"[RealityKey("""chat:room:<roomId>""", Access = RealityAccess.Public)]"""")]
    [InlineData("""[RealityKey("chat:{|RLT1002:\u0052oom|}:<roomId>", Access = RealityAccess.Public)]""", """[RealityKey("chat:room:<roomId>", Access = RealityAccess.Public)]""")]
    public Task Every_form_of_literal(string before, string after) => FixProject.Check("RLT1002", Read(before), Read(after));

    [Fact]
    public Task Every_place_of_the_template() => FixProject.Of(
        Write("""[RealityInvalidates("chat:{|RLT1002:Room|}:<roomId>")]""").Replace("\"chat:room:", "\"chat:{|RLT1002:Room|}:", StringComparison.Ordinal))
        .Fix("RLT1002", Write("""[RealityInvalidates("chat:room:<roomId>")]"""));

    [Fact]
    public Task All_of_a_project() => FixProject.Of(
        Read("""[RealityKey("chat:{|RLT1002:Room|}:<roomId>", Access = RealityAccess.Public)]"""),
        """
        [RealityRepository]
        public sealed partial class Users(IReality reality)
        {
            [RealityKey("user:{|RLT1002:Name|}:<id>", Access = RealityAccess.Public)]
            public partial Task<string> GetAsync(string id);

            private static Task<string> GetCoreAsync(DbConnection db, string id) => null!;
        }
        """)
        .All()
        .Fix(
            "RLT1002",
            Read("""[RealityKey("chat:room:<roomId>", Access = RealityAccess.Public)]"""),
            """
            [RealityRepository]
            public sealed partial class Users(IReality reality)
            {
                [RealityKey("user:name:<id>", Access = RealityAccess.Public)]
                public partial Task<string> GetAsync(string id);

                private static Task<string> GetCoreAsync(DbConnection db, string id) => null!;
            }
            """);
}
