using Reality.Generators.Rules.Tests.Harness;

namespace Reality.Generators.Rules.Tests.Weaving;

public sealed class FreshHashTests
{
    private const string Prefix = "'chat:room:<roomId>' gets a fresh hash here, so every client that shows it fetches it again: ";

    [Theory]
    [InlineData("Public", "private Task<int> GetCoreAsync(DbConnection db, string roomId)", "the core of its read 'Reads.GetAsync' is an instance method of another class. Make it static.")]
    [InlineData("Public", "private static Task<int> GetCoreAsync(string roomId)", "the core of its read 'Reads.GetAsync' takes no connection, so its data lies elsewhere.")]
    public async Task A_write_of_another_class(string access, string core, string reason)
    {
        var messages = await RuleProject.Of(Reads("Reads", access, core), Writes("{|RLT2008:\"chat:room:<roomId>\"|}")).Verify();
        Assert.Equal([Prefix + reason], messages);
    }

    [Fact]
    public async Task Several_reads()
    {
        const string Core = "private static Task<int> GetCoreAsync(DbConnection db, string roomId)";
        var messages = await RuleProject.Of(Reads("Reads", "Public", Core), Reads("Views", "Public", Core), Writes("{|RLT2008:\"chat:room:<roomId>\"|}")).Verify();
        Assert.Equal([Prefix + "several reads declare it, 'Reads.GetAsync' and 'Views.GetAsync', and a write can read again only one."], messages);
    }

    [Fact]
    public async Task A_parameter_outside_of_the_key()
    {
        var messages = await RuleProject.Of(
            """
            [RealityRepository]
            public sealed partial class Rooms(IReality reality)
            {
                [RealityKey("chat:room:<roomId>", Access = RealityAccess.Public)]
                public partial Task<int> GetAsync(string roomId, int {|RLT1007:take|});

                private static Task<int> GetCoreAsync(DbConnection db, string roomId, int take) => null!;

                [RealityInvalidates({|RLT2008:"chat:room:<roomId>"|})]
                public partial Task SetAsync(string roomId);

                private static Task SetCoreAsync(DbConnection db, string roomId) => null!;
            }
            """).Verify();
        Assert.Equal(Prefix + "its read 'Rooms.GetAsync' has a parameter that is not in the key.", messages[1]);
    }

    [Fact]
    public async Task A_write_whose_data_is_elsewhere()
    {
        var messages = await RuleProject.Of(
            """
            [RealityRepository]
            public sealed partial class Rooms(IReality reality)
            {
                [RealityKey("chat:room:<roomId>", Access = RealityAccess.Public)]
                public partial Task<int> GetAsync(string roomId);

                private static Task<int> GetCoreAsync(DbConnection db, string roomId) => null!;

                [RealityInvalidates({|RLT2008:"chat:room:<roomId>"|})]
                public partial Task SetAsync(string roomId);

                private static Task SetCoreAsync(string roomId) => null!;
            }
            """).Verify();
        Assert.Equal([Prefix + "the write's own core takes no connection, so no transaction reads the view again."], messages);
    }

    [Fact]
    public async Task A_read_of_another_assembly()
    {
        var contracts = RuleProject.Named("Reading", "namespace Reading;\n" + Reads("Reads", "Public", "private static Task<int> GetCoreAsync(DbConnection db, string roomId)"));
        var messages = await RuleProject.Of(Writes("{|RLT2008:\"chat:room:<roomId>\"|}")).Referencing(contracts).Verify();
        Assert.Equal([Prefix + "its read is woven in another assembly."], messages);
    }

    [Fact]
    public async Task An_instance_core_of_a_class_with_state()
    {
        var messages = await RuleProject.Of(
            """
            [RealityRepository]
            public sealed partial class Rooms(IReality reality, string tenant)
            {
                public string Tenant => tenant;

                [RealityKey("chat:room:<roomId>", Access = RealityAccess.Public)]
                public partial Task<int> GetAsync(string roomId);

                private Task<int> GetCoreAsync(DbConnection db, string roomId) => null!;

                [RealityInvalidates({|RLT2008:"chat:room:<roomId>"|})]
                public partial Task SetAsync(string roomId);

                private static Task SetCoreAsync(DbConnection db, string roomId) => null!;
            }
            """).Verify();
        Assert.Equal([Prefix + "the core of its read 'Rooms.GetAsync' is an instance method of a class that holds more than its IReality. Make it static."], messages);
    }

    [Fact]
    public Task A_private_class() => RuleProject.Check(
        """
        public static partial class Outer
        {
            [RealityRepository]
            private sealed partial class Reads(IReality reality)
            {
                [RealityKey("chat:room:<roomId>", Access = RealityAccess.Public)]
                public partial Task<int> GetAsync(string roomId);

                private static Task<int> GetCoreAsync(DbConnection db, string roomId) => null!;
            }
        }
        """,
        Writes("{|RLT2008:\"chat:room:<roomId>\"|}"));

    [Fact]
    public Task Of_a_contract_at_the_core() => RuleProject.Check(
        """
        public interface IRooms
        {
            [RealityInvalidates("chat:room:<roomId>")]
            Task SetAsync(string roomId);
        }
        """,
        Reads("Reads", "Public", "private Task<int> GetCoreAsync(DbConnection db, string roomId)"),
        """
        [RealityRepository]
        public sealed partial class Rooms(IReality reality) : IRooms
        {
            private static Task {|RLT2008:SetCoreAsync|}(DbConnection db, string roomId) => null!;
        }
        """);

    [Fact]
    public async Task Silent_where_it_is_hashed_or_was_asked_not_to_be()
    {
        await RuleProject.Check(Reads("Reads", "Public", "private static Task<int> GetCoreAsync(DbConnection db, string roomId)"), Writes("\"chat:room:<roomId>\""));
        await RuleProject.Check(
            Reads("Reads", "Public, Hash = RealityHash.Version", "private Task<int> GetCoreAsync(DbConnection db, string roomId)"), Writes("\"chat:room:<roomId>\""));
    }

    private static string Reads(string name, string access, string core) => core.Length == 0
        ? string.Empty
        : $$"""
        [RealityRepository]
        public sealed partial class {{name}}(IReality reality)
        {
            [RealityKey("chat:room:<roomId>", Access = RealityAccess.{{access}})]
            public partial Task<int> GetAsync(string roomId);

            {{core}} => null!;
        }
        """;

    private static string Writes(string template) =>
        $$"""
        [RealityRepository]
        public sealed partial class Writes(IReality reality)
        {
            [RealityInvalidates({{template}})]
            public partial Task SetAsync(string roomId);

            private static Task SetCoreAsync(DbConnection db, string roomId) => null!;
        }
        """;
}
