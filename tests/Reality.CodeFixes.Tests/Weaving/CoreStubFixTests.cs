using Reality.CodeFixes.Tests.Harness;

namespace Reality.CodeFixes.Tests.Weaving;

public sealed class CoreStubFixTests
{
    [Fact]
    public Task Directly_below_the_contract() => FixProject.Of(
        """
        using Reality;

        [RealityRepository]
        public sealed partial class Rooms(IReality reality)
        {
            /// <summary>A room.</summary>
            [RealityKey("chat:room:<roomId>", Access = RealityAccess.Public)]
            public partial Task<IReadOnlyList<string?>> {|RLT2002:GetAsync|}(string roomId, CancellationToken ct = default); // the room

            public int Other => 1;
        }
        """)
        .WithoutUsings()
        .Fix(
            "RLT2002",
            """
            using System.Data.Common;
            using Reality;

            [RealityRepository]
            public sealed partial class Rooms(IReality reality)
            {
                /// <summary>A room.</summary>
                [RealityKey("chat:room:<roomId>", Access = RealityAccess.Public)]
                public partial Task<IReadOnlyList<string?>> GetAsync(string roomId, CancellationToken ct = default);

                private static Task<IReadOnlyList<string?>> GetCoreAsync(DbConnection db, string roomId, CancellationToken ct) =>
                    throw new NotImplementedException(); // the room

                public int Other => 1;
            }
            """);

    [Theory]
    [InlineData("DbConnection db, string roomId", "DbConnection db, string roomId, int take")]
    [InlineData("SqliteConnection connection, int take, string roomId", "SqliteConnection connection, string roomId, int take")]
    [InlineData("DbConnection db, string roomId, long take", "DbConnection db, string roomId, int take")]
    [InlineData("string roomId", "string roomId, int take")]
    public Task The_parameters_that_a_core_lacks(string before, string after) => FixProject.Check("RLT2002", Class(before), Class(after).Replace("{|RLT2002:GetAsync|}", "GetAsync", StringComparison.Ordinal));

    [Fact]
    public Task All_cores_of_an_interface() => FixProject.Check(
        "RLT2002",
        """
        public interface IRooms
        {
            [RealityKey("chat:room:<roomId>", Access = RealityAccess.Public)]
            Task<string> GetAsync(string roomId);

            [RealityInvalidates("chat:room:<roomId>")]
            Task RenameAsync(string roomId, string name);
        }

        [RealityRepository]
        public sealed partial class {|RLT2002:Rooms|}(IReality reality) : IRooms
        {
        }
        """,
        """
        public interface IRooms
        {
            [RealityKey("chat:room:<roomId>", Access = RealityAccess.Public)]
            Task<string> GetAsync(string roomId);

            [RealityInvalidates("chat:room:<roomId>")]
            Task RenameAsync(string roomId, string name);
        }

        [RealityRepository]
        public sealed partial class Rooms(IReality reality) : IRooms
        {
            private static Task<string> GetCoreAsync(DbConnection db, string roomId) =>
                throw new NotImplementedException();

            private static Task RenameCoreAsync(DbConnection db, string roomId, string name) =>
                throw new NotImplementedException();
        }
        """);

    private static string Class(string parameters) =>
        $$"""
        [RealityRepository]
        public sealed partial class Rooms(IReality reality)
        {
            public IReality Reality => reality;

            [RealityKey("chat:room:<roomId>:<take>", Access = RealityAccess.Public)]
            public partial Task<string> {|RLT2002:GetAsync|}(string roomId, int take);

            private static Task<string> GetCoreAsync({{parameters}}) => null!;
        }
        """.Replace("<roomId>:<take>", "<roomId>:take:<take>", StringComparison.Ordinal);
}
