using Reality.Generators.Rules.Tests.Harness;
using static Reality.Generators.Rules.Tests.Harness.Sample;

namespace Reality.Generators.Rules.Tests.Weaving;

/// <summary>Where rules stand when a declaration is spread over files, types and assemblies.</summary>
public sealed class FormsTests
{
    private const string Key = "[RealityKey(\"chat:room:<roomId>\", Access = RealityAccess.Public)]";

    [Fact]
    public Task Each_part_of_a_class_has_its_own() => RuleProject.Check(
        """
        [RealityRepository]
        public sealed partial class Rooms(IReality reality)
        {
            [RealityKey("chat:room:<roomId>")]
            public partial Task<int> {|RLT3001:GetAsync|}(string roomId);

            private static Task<int> GetCoreAsync(DbConnection db, string roomId) => null!;
        }
        """,
        """
        public sealed partial class Rooms
        {
            [RealityKey("chat:{|RLT1002:List|}:<roomId>", Access = RealityAccess.Public)]
            public partial Task<int> ListAsync(string roomId);

            private static Task<int> ListCoreAsync(DbConnection db, string roomId) => null!;
        }
        """);

    [Fact]
    public Task What_is_wrong_with_a_contract_of_a_reference_is_said_there_alone()
    {
        var contracts = RuleProject.Named(
            "Contracts",
            """
            namespace Contracts;

            public interface IRooms
            {
                [RealityKey("chat:room:<roomId>")]
                Task<int> GetAsync(string roomId, int take);
            }
            """);
        return RuleProject.Of(
            """
            [RealityRepository]
            public sealed partial class {|RLT2002:Rooms|}(IReality reality) : Contracts.IRooms;
            """)
            .Referencing(contracts)
            .Verify();
    }

    [Fact]
    public Task A_write_of_a_contract_of_a_reference_that_binds_another_type_than_the_read_here() => RuleProject.Of(
        """
        [RealityRepository]
        public sealed partial class {|RLT1004:Rooms|}(IReality reality) : Contracts.IRooms
        {
            private static Task CloseCoreAsync(DbConnection db, Guid roomId) => null!;

            [RealityKey("chat:room:<roomId>", Access = RealityAccess.Public)]
            public partial Task<int> GetAsync(string roomId);

            private static Task<int> GetCoreAsync(DbConnection db, string roomId) => null!;
        }
        """)
        .Referencing(RuleProject.Named(
            "Contracts",
            """
            namespace Contracts;

            public interface IRooms
            {
                [RealityInvalidates("chat:room:<roomId>")]
                Task CloseAsync(Guid roomId);
            }
            """))
        .Verify();

    [Fact]
    public Task A_static_method_of_a_contract() => RuleProject.Check(
        $$"""
        public interface IRooms
        {
            {{Key}}
            static abstract Task<int> {|RLT2004:GetAsync|}(string roomId);
        }
        """);

    [Fact]
    public Task A_generic_contract() => RuleProject.Check(
        $$"""
        public interface IRooms<T>
        {
            {{Key}}
            Task<int> {|RLT2004:GetAsync|}(string roomId);
        }
        """);

    [Fact]
    public Task A_contract_with_a_body_of_its_own_is_woven_all_the_same() => RuleProject.Check(
        $$"""
        public interface IRooms
        {
            {{Key}}
            Task<int> GetAsync(string roomId) => Task.FromResult(1);
        }

        [RealityRepository]
        public sealed partial class Rooms(IReality reality) : IRooms
        {
            private static Task<int> GetCoreAsync(DbConnection db, string roomId) => null!;
        }
        """);

    [Fact]
    public Task A_partial_method_that_has_its_body_already() => RuleProject.Check(Repository(
        $$"""
            public IReality Reality => reality;

            {{Key}}
            public partial Task<Message> {|RLT2001:GetAsync|}(string roomId);

            public partial Task<Message> GetAsync(string roomId) => GetCoreAsync(null!, roomId);

            private static Task<Message> GetCoreAsync(DbConnection db, string roomId) => null!;
        """));

    [Fact]
    public Task Nested_types_are_judged_at_their_own_names() => RuleProject.Of(
        $$"""
        public class {|RLT2001:Outer|}
        {
            public partial class {|RLT2004:Middle|}<T>
            {
                [RealityRepository]
                public sealed partial class Rooms(IReality reality)
                {
                    {{Key}}
                    public partial Task<int> GetAsync(string roomId);

                    private static Task<int> GetCoreAsync(DbConnection db, string roomId) => null!;
                }
            }
        }
        """)
        .WithCompilerErrors("CS8795", "CS9113")
        .Verify();

    [Fact]
    public Task A_struct_is_no_repository() => RuleProject.Check(
        $$"""
        public partial struct Rooms
        {
            {{Key}}
            public partial Task<int> {|RLT2001:GetAsync|}(string roomId);

            private static Task<int> GetCoreAsync(DbConnection db, string roomId) => null!;
        }
        """);
}
